import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Command } from './command';
import { KeyReader, keysAreTaken, singleKeysOn } from './keys';

interface Registry {
  readonly commands: readonly Command[];
  readonly register: (owner: symbol, commands: readonly Command[] | null) => void;
}

const RegistryContext = createContext<Registry>({ commands: [], register: () => undefined });

/** Collects the commands of whatever is on the screen and runs them by their keys. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [byOwner, setByOwner] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map());
  const commands = useMemo(() => [...byOwner.values()].flat(), [byOwner]);
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
    [commands],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useAllCommands(): readonly Command[] {
  return useContext(RegistryContext).commands;
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
