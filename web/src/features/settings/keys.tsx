import { useState } from 'react';
import { ACTIONS, type Action } from '../../commands/actions';
import { type Bindings, conflict, keysOf } from '../../commands/bindings';
import { keyText } from '../../commands/command';
import { setSingleKeys, singleKeysOn } from '../../commands/keys';
import { useBindings } from '../../commands/registry';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/choice';
import { Kbd } from '../../ui/kbd';
import { Note } from '../../ui/note';
import { useKeyCapture } from './key-capture';

interface PageKeys {
  readonly path: string;
  readonly name: string;
  readonly keys: string;
}

/** Every action with its keys: change them, switch them off, have the first ones again. */
export function KeySettings({ pages }: { pages: readonly PageKeys[] }) {
  const { bindings, bind } = useBindings();
  const [single, setSingle] = useState(singleKeysOn);
  const [changing, setChanging] = useState<string | null>(null);
  const [problem, setProblem] = useState<{ id: string; words: string } | null>(null);
  const actions: Readonly<Record<string, Action>> = {
    ...Object.fromEntries(
      pages.map(({ path, name, keys }): [string, Action] => [
        `go${path}`,
        { title: name, group: 'Go to', keys: [keys] },
      ]),
    ),
    ...ACTIONS,
  };
  const groups = [...new Set(Object.values(actions).map(({ group }) => group))];
  const choose = (id: string, keys: readonly string[] | null) => {
    const { [id]: _, ...others } = bindings;
    bind(keys === null ? others : { ...others, [id]: keys });
    setChanging(null);
    setProblem(null);
  };
  const take = (key: string) => {
    if (changing === null) {
      return;
    }
    const words = conflict(changing, key, actions, bindings);
    if (words === undefined) {
      choose(changing, [key]);
    } else {
      setProblem({ id: changing, words: `${keyText(key)}: ${words}` });
      setChanging(null);
    }
  };
  const first = useKeyCapture(changing !== null, take, () => setChanging(null));
  return (
    <div className="flex max-w-140 flex-col gap-4" data-testid="key-settings">
      <Checkbox
        label="Single keys"
        hint="They act while no text field has the focus. Switch them off when you control the computer by voice; Ctrl K always works."
        checked={single}
        onChange={({ target }) => {
          setSingle(target.checked);
          setSingleKeys(target.checked);
        }}
      />
      {groups.map((group) => (
        <details key={group} className="rounded-card border border-line" open={group === 'Map'}>
          <summary className="cursor-pointer px-4 py-2.5 text-13 font-medium pointer-coarse:min-h-11">
            {group}
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {Object.entries(actions)
              .filter(([, action]) => action.group === group)
              .map(([id, action]) => (
                <li key={id} className="px-4 py-1.5">
                  <Row
                    {...{ id, action, bindings, first }}
                    listening={changing === id}
                    onListen={() => {
                      setProblem(null);
                      setChanging(changing === id ? null : id);
                    }}
                    onChoose={(keys) => choose(id, keys)}
                  />
                  {problem?.id === id && (
                    <Note tone="warn" alert className="my-1.5">
                      {problem.words}
                    </Note>
                  )}
                </li>
              ))}
          </ul>
        </details>
      ))}
      <Button
        className="self-start"
        disabled={Object.keys(bindings).length === 0}
        onClick={() => {
          bind({});
          setProblem(null);
        }}
      >
        Reset all keys
      </Button>
    </div>
  );
}

function Row({
  id,
  action: { title, keys: own },
  bindings,
  listening,
  first,
  onListen,
  onChoose,
}: {
  id: string;
  action: Action;
  bindings: Bindings;
  listening: boolean;
  /** The first key of a sequence that is being pressed. */
  first: string;
  onListen: () => void;
  onChoose: (keys: readonly string[] | null) => void;
}) {
  const keys = keysOf(id, bindings, own);
  const small = 'px-2 text-12';
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13">
      <span className="min-w-40 flex-1">{title}</span>
      <span className="flex gap-1" data-testid={`keys-${id}`}>
        {listening ? (
          <span role="status" className="text-12 text-accent">
            {first === '' ? 'Press a key' : `${keyText(first)} …`}
          </span>
        ) : keys.length === 0 ? (
          <span className="text-12 text-text-3">off</span>
        ) : (
          keys.map((key) => <Kbd key={key}>{keyText(key)}</Kbd>)
        )}
      </span>
      <span className="flex gap-1">
        <Button
          look="ghost"
          className={small}
          aria-label={`Change the key of ${title}`}
          onClick={onListen}
        >
          {listening ? 'Cancel' : 'Change'}
        </Button>
        {bindings[id] ? (
          <Button
            look="ghost"
            className={small}
            aria-label={`Reset the key of ${title}`}
            onClick={() => onChoose(null)}
          >
            Reset
          </Button>
        ) : (
          <Button
            look="ghost"
            className={small}
            aria-label={`Switch off the key of ${title}`}
            onClick={() => onChoose([])}
          >
            Off
          </Button>
        )}
      </span>
    </div>
  );
}
