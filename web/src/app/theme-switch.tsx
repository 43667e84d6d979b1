import { Eclipse, Moon, Sun } from 'lucide-react';
import { useShortcut } from '../commands/registry';
import { applyTheme, type Theme, useTheme } from '../lib/theme';
import { IconButton } from '../ui/icon-button';
import { Menu, MenuChoice } from '../ui/menu';

export const THEME_CHOICES: readonly { value: Theme; text: string }[] = [
  { value: 'dark', text: 'Dark' },
  { value: 'light', text: 'Light' },
  { value: 'red', text: 'Red, for night vision' },
];
const ICONS = { dark: Moon, light: Sun, red: Eclipse } as const;

export function ThemeSwitch() {
  const current = useTheme();
  const shortcut = useShortcut();
  return (
    <Menu trigger={<IconButton icon={ICONS[current]} label="Theme" shortcut={shortcut('theme')} />}>
      <MenuChoice label="Theme" value={current} choices={THEME_CHOICES} onChoose={applyTheme} />
    </Menu>
  );
}
