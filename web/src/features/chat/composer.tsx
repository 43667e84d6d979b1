import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Person } from '../../lib/api-types';
import { cx } from '../../lib/cx';
import { IconButton } from '../../ui/icon-button';
import { completed, peopleLike, startedAt } from './model';
import { PresenceDot } from './presence-dot';

export const COMPOSER = 'chat-composer';
const MOST = 16_000;
const MOST_PX = 200;
/** From here on the rest is counted. */
const NEARLY = 15_000;

/** A track as a completion shows it. */
export interface TrackWord {
  readonly id: string;
  readonly label: string;
}

interface Choice {
  readonly word: string;
  readonly text: string;
  readonly person?: Person;
}

/** Where a message is written: Enter sends, Shift Enter makes a line, `@` and `!` complete. */
export function Composer({
  id = COMPOSER,
  placeholder,
  draft,
  onDraft,
  people,
  findTracks,
  onSend,
  onEditLast,
  editing,
  onStopEditing,
}: {
  id?: string;
  placeholder: string;
  draft: string;
  onDraft: (text: string) => void;
  people: readonly Person[];
  findTracks: (text: string) => Promise<readonly TrackWord[]>;
  onSend: (text: string) => void;
  onEditLast: () => void;
  editing: boolean;
  onStopEditing: () => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(area, people, findTracks, onDraft);
  useLayoutEffect(() => {
    const field = area.current;
    if (field !== null && field.value === draft) {
      field.style.height = 'auto';
      field.style.height = `${Math.min(MOST_PX, field.scrollHeight)}px`;
    }
  }, [draft]);

  const send = () => {
    const text = draft.trim();
    if (text !== '' && text.length <= MOST) {
      onSend(text);
    }
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || completion.press(event)) {
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (editing) {
        onStopEditing();
      } else {
        area.current?.blur();
      }
    }
  };
  return (
    <div className="shrink-0 border-t border-line bg-surface p-2">
      {completion.choices.length > 0 && <Choices id={`${id}-choices`} completion={completion} />}
      {editing && (
        <p className="flex items-center justify-between px-1 pb-1 text-12 text-text-2">
          Editing your message
          <button type="button" className="text-accent hover:underline" onClick={onStopEditing}>
            Cancel
          </button>
        </p>
      )}
      <div className="flex items-end gap-1">
        <textarea
          ref={area}
          id={id}
          rows={1}
          aria-label={placeholder}
          aria-autocomplete="list"
          aria-controls={completion.choices.length > 0 ? `${id}-choices` : undefined}
          placeholder={placeholder}
          value={draft}
          onChange={(event) => {
            onDraft(event.target.value);
            completion.look(event.target.value, event.target.selectionStart);
          }}
          onSelect={(event) =>
            completion.look(event.currentTarget.value, event.currentTarget.selectionStart)
          }
          onBlur={completion.close}
          onKeyDown={press}
          className="min-h-9 min-w-0 flex-1 resize-none rounded-control border border-control bg-bg px-3 py-2 text-13 text-text placeholder:text-text-3 pointer-coarse:min-h-11 pointer-coarse:text-[16px]"
        />
        <IconButton
          icon={SendHorizontal}
          label={editing ? 'Save' : 'Send'}
          shortcut="Enter"
          size={40}
          disabled={draft.trim() === '' || draft.trim().length > MOST}
          onClick={send}
        />
      </div>
      {draft.length > NEARLY && (
        <p
          role="status"
          className={cx(
            'pt-1 text-right text-11',
            draft.length > MOST ? 'text-crit' : 'text-text-3',
          )}
        >
          {MOST - draft.length} characters left
        </p>
      )}
    </div>
  );
}

function useCompletion(
  area: React.RefObject<HTMLTextAreaElement | null>,
  people: readonly Person[],
  findTracks: (text: string) => Promise<readonly TrackWord[]>,
  onDraft: (text: string) => void,
) {
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  const close = () => {
    asked.current++;
    setChoices([]);
  };
  const show = (found: readonly Choice[]) => {
    setChoices(found);
    setAt(0);
  };
  const look = (text: string, cursor: number) => {
    const started = startedAt(text, cursor);
    const question = ++asked.current;
    if (started === null) {
      setChoices([]);
    } else if (started.sign === '@') {
      show(
        peopleLike(people, started.text).map((person) => ({
          word: person.username,
          text: person.username,
          person,
        })),
      );
    } else {
      void findTracks(started.text).then(
        (tracks) =>
          question === asked.current &&
          show(tracks.map(({ id, label }) => ({ word: id, text: `${label} ${id}` }))),
      );
    }
  };
  const choose = (index: number) => {
    const field = area.current;
    const choice = choices[index];
    const started = field && startedAt(field.value, field.selectionStart);
    if (field && choice && started) {
      const next = completed(field.value, started, field.selectionStart, choice.word);
      onDraft(next.text);
      requestAnimationFrame(() => field.setSelectionRange(next.cursor, next.cursor));
    }
    close();
  };
  const press = (event: KeyboardEvent): boolean => {
    if (choices.length === 0) {
      return false;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      setAt((at + step + choices.length) % choices.length);
    } else if (event.key === 'Tab' || event.key === 'Enter') {
      choose(at);
    } else if (event.key === 'Escape') {
      close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  };
  return { choices, at, look, press, choose, close };
}

function Choices({
  id,
  completion: { choices, at, choose },
}: {
  id: string;
  completion: ReturnType<typeof useCompletion>;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Completions"
      className="mb-2 max-h-60 overflow-y-auto rounded-card border border-line bg-surface p-1"
    >
      {choices.map(({ word, text, person }, index) => (
        <div
          key={word}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          // Before the text field loses the focus, and with it its cursor.
          onPointerDown={(event) => {
            event.preventDefault();
            choose(index);
          }}
          className="flex min-h-8 items-center gap-2 truncate rounded-control px-2 text-13 aria-selected:bg-surface-3 pointer-coarse:min-h-11"
        >
          {person && <PresenceDot state={person.presence} />}
          {text}
        </div>
      ))}
    </div>
  );
}
