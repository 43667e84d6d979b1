import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { toast } from 'sonner';
import { saveText } from '../../lib/download';
import { grouped } from '../../lib/format';
import { explain } from '../../lib/problem';
import { Button } from '../../ui/button';
import { allRows, MOST_EXPORTED } from './api';
import { csv, type Filter } from './model';

/** What the filters leave, as a file for spreadsheets. */
export function ExportRows({ filter }: { filter: Filter }) {
  const fetchRows = useMutation({
    mutationFn: () => allRows(filter),
    onSuccess: (rows) => {
      saveText(`vtoc-audit-${new Date().toISOString().slice(0, 10)}.csv`, 'text/csv', csv(rows));
      const all = rows.length < MOST_EXPORTED;
      toast.success(`${grouped(rows.length)} rows exported${all ? '' : '; there are more'}.`);
    },
    onError: (error) => toast.error(explain(error)),
  });
  return (
    <Button disabled={fetchRows.isPending} onClick={() => fetchRows.mutate()}>
      <Download size={14} strokeWidth={1.75} aria-hidden />
      {fetchRows.isPending ? 'Exporting' : 'Export CSV'}
    </Button>
  );
}
