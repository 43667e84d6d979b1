import { useState } from 'react';
import { type Command, keyText } from '../commands/command';
import { setSingleKeys, singleKeysOn } from '../commands/keys';
import { useAllCommands } from '../commands/registry';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';

/** Which key does what on this page. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().filter(
    ({ keys, hidden }) => keys !== undefined && keys.length > 0 && !hidden,
  );
  const [on, setOn] = useState(singleKeysOn);
  const groups = [...new Set(commands.map(({ group }) => group))].map(
    (group) => [group, commands.filter((command) => command.group === group)] as const,
  );
  return (
    <Dialog open wide onOpenChange={onClose} title="Keys">
      <div className="columns-1 gap-8 sm:columns-2">
        {groups.map(([group, members]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1.5 text-12 font-semibold text-text-2">{group}</h3>
            <dl>
              {members.map((command) => (
                <Row key={command.id} command={command} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="flex items-start gap-2.5 border-t border-line pt-4 text-13 text-text-2">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => {
            setOn(event.target.checked);
            setSingleKeys(event.target.checked);
          }}
          className="mt-0.5 size-4 accent-accent"
        />
        <span>
          Single keys act while no text field has the focus. Switch this off when you control the
          computer by voice; Ctrl K always works.
        </span>
      </label>
    </Dialog>
  );
}

function Row({ command: { title, keys } }: { command: Command }) {
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 last:border-0">
      <dt className="text-13">{title}</dt>
      <dd className="flex shrink-0 gap-1">
        {keys?.map((key) => (
          <Kbd key={key}>{keyText(key)}</Kbd>
        ))}
      </dd>
    </div>
  );
}
