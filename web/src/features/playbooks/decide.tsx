import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Approval } from '../../lib/api-types';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Note } from '../../ui/note';
import { TextArea } from '../../ui/text-area';
import { approvalsQuery, decide, type RunName, runQuery } from './api';
import { Json } from './json';
import { isEmpty } from './json-model';

/** Shows once more what is decided on, exactly, and takes the answer. */
export function Decide({
  approval,
  run,
  approving,
  onClose,
}: {
  approval: Approval;
  run: RunName;
  approving: boolean;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const answer = useMutation({
    mutationFn: () => decide(run, approval.id, approving, note),
    onSuccess: () => {
      toast.success(approving ? 'Approved. The run goes on.' : 'Rejected.');
      onClose();
    },
    // A refusal, too, may mean that somebody else was faster.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries(approvalsQuery),
        queries.invalidateQueries(runQuery(run.id)),
      ]),
  });
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={approving ? 'Approve this?' : 'Reject this?'}
      description={approval.question}
    >
      <div className="flex flex-col gap-4">
        {approval.tool !== undefined && (
          <p className="text-13 text-text-2">
            {approving ? 'Calls' : 'Would have called'}{' '}
            <span className="figures text-text">{approval.tool}</span>, once, with exactly this:
          </p>
        )}
        {!isEmpty(approval.arguments) && <Json value={approval.arguments} what="Arguments" />}
        <TextArea
          label="Note"
          hint="Why, for whoever reads the run later."
          maxLength={1000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {answer.error !== null && (
          <Note tone="crit" alert>
            {explain(answer.error)}
          </Note>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={approving ? 'primary' : 'danger'}
            disabled={answer.isPending}
            onClick={() => answer.mutate()}
          >
            {approving ? 'Approve' : 'Reject'}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
