import { useQuery } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { accountQuery } from '../lib/queries';
import { type Bindings, keysOf, readBindings, writeBindings } from './bindings';
import { type Command, keyText } from './command';
import { KeyReader, keysAreTaken, singleKeysOn } from './keys';

interface Registry {
  readonly commands: readonly Command[];
  readonly bindings: Bindings;
  readonly bind: (bindings: Bindings) => void;
  readonly register: (owner: symbol, commands: readonly Command[] | null) => void;
}

const RegistryContext = createContext<Registry>({
  commands: [],
  bindings: {},
  bind: () => undefined,
  register: () => undefined,
});

/** Collects the commands of whatever is on the screen and runs them by their keys. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [byOwner, setByOwner] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map());
  const owner = useQuery(accountQuery).data?.id;
  const [chosen, setChosen] = useState<{ owner: string; bindings: Bindings }>();
  const bindings = useMemo(
    () => (chosen?.owner === owner ? chosen?.bindings : owner && readBindings(owner)) || {},
    [chosen, owner],
  );
  const bind = useCallback(
    (next: Bindings) => {
      if (owner !== undefined) {
        writeBindings(owner, next);
        setChosen({ owner, bindings: next });
      }
    },
    [owner],
  );
  const commands = useMemo(
    () =>
      [...byOwner.values()]
        .flat()
        .map((command) =>
          bindings[command.id] ? { ...command, keys: keysOf(command.id, bindings) } : command,
        ),
    [byOwner, bindings],
  );
  const latest = useRef(commands);
  latest.current = commands;

  useEffect(() => {
    const reader = new KeyReader();
    const press = (event: KeyboardEvent) => {
      if (event.altKey || event.defaultPrevented) {
        return;
      }
      if (event.ctrlKey || event.metaKey) {
        const chord = `Ctrl+${event.key.toLowerCase()}`;
        const command = latest.current.find(
          ({ keys, enabled }) => enabled !== false && keys?.includes(chord),
        );
        if (command !== undefined) {
          event.preventDefault();
          command.run();
        }
        return;
      }
      if (!singleKeysOn() || keysAreTaken(event.target)) {
        return;
      }
      const onControl =
        event.target instanceof Element && event.target.closest('button, a') !== null;
      if (onControl && (event.key === 'Enter' || event.key === ' ')) {
        return;
      }
      const command = reader.read(event.key, event.timeStamp, latest.current);
      if (command !== undefined) {
        event.preventDefault();
        command.run();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const registry = useMemo<Registry>(
    () => ({
      commands,
      bindings,
      bind,
      register: (owner, owned) =>
        setByOwner((before) => {
          const after = new Map(before);
          if (owned === null) {
            after.delete(owner);
          } else {
            after.set(owner, owned);
          }
          return after;
        }),
    }),
    [commands, bindings, bind],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useAllCommands(): readonly Command[] {
  return useContext(RegistryContext).commands;
}

/** The keys that the user chose, and how to choose others. */
export function useBindings(): Pick<Registry, 'bindings' | 'bind'> {
  return useContext(RegistryContext);
}

/** The first key of an action as it is printed; undefined if it has none. For pages, with their own. */
export function useShortcut(): (id: string, own?: string) => string | undefined {
  const { bindings } = useContext(RegistryContext);
  return (id, own) => {
    const [first] = keysOf(id, bindings, own === undefined ? undefined : [own]);
    return first === undefined ? undefined : keyText(first);
  };
}

/** Offers these while the calling component is on the screen; the list must be memoised. */
export function useCommands(commands: readonly Command[]): void {
  const { register } = useContext(RegistryContext);
  const stable = useRef(register);
  stable.current = register;
  const owner = useRef(Symbol('owner'));
  useEffect(() => {
    stable.current(owner.current, commands);
  }, [commands]);
  useEffect(() => () => stable.current(owner.current, null), []);
}
