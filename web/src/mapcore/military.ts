import milsymbol, { type SymbolOptions } from 'milsymbol';
import { AFFILIATIONS, type Affiliation, KINDS, type Kind, type Theme } from './picture';
import { sidcOf } from './sidc';
import { MILITARY_CELLS } from './symbols';
import { THEMES } from './themes';

const CELL = 128;
/** At the library's size 100, the farthest that any of these symbols reaches from its middle, outline and all. */
const HALF_UNITS = 92;
const SIZE = (CELL / 2 / HALF_UNITS) * 100;

/**
 * Dark: the console's own colours. Light: the standard's pale fills, since black on ours is hard to read.
 * Red: lines alone, in the one hue that the eyes may see; shape is what tells sides apart.
 */
function colours(theme: Theme, affiliation: Affiliation): SymbolOptions {
  const { affiliation: own, outline } = THEMES[theme];
  const around = { outlineColor: outline, outlineWidth: 5 };
  switch (theme) {
    case 'dark': {
      const [Friend, Hostile, Neutral, Unknown] = [
        own.friend,
        own.hostile,
        own.neutral,
        own.unknown,
      ];
      const colorMode = { Friend, Hostile, Neutral, Unknown, Civilian: Neutral, Suspect: Hostile };
      return { ...around, colorMode };
    }
    case 'light':
      return { ...around, colorMode: 'Light' };
    case 'red':
      return { ...around, monoColor: own[affiliation], strokeWidth: 6 };
  }
}

function symbolOf(kind: Kind, affiliation: Affiliation, theme: Theme) {
  const look = { size: SIZE, civilianColor: false, ...colours(theme, affiliation) };
  return new milsymbol.Symbol(sidcOf(kind, affiliation), look);
}

/** What lies behind the lines of a symbol without a fill, so that nothing of the map shows through. */
function groundOf(kind: Kind, affiliation: Affiliation, theme: Theme) {
  const { land } = THEMES[theme];
  const plain = { Friend: land, Hostile: land, Neutral: land, Unknown: land };
  const colorMode = { ...plain, Civilian: land, Suspect: land };
  const look = { ...colours(theme, affiliation), colorMode, monoColor: '', icon: false };
  return new milsymbol.Symbol(sidcOf(kind, affiliation), { size: SIZE, ...look });
}

/** All symbols of a theme in their own colours: a column per kind, a row per affiliation, upright. */
export function drawMilitary(theme: Theme): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = CELL * MILITARY_CELLS[0];
  canvas.height = CELL * MILITARY_CELLS[1];
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2D canvas');
  KINDS.forEach((kind, column) => {
    AFFILIATIONS.forEach((affiliation, row) => {
      const symbol = symbolOf(kind, affiliation, theme);
      const { x, y } = symbol.getOctagonAnchor();
      const [left, top] = [(column + 0.5) * CELL - x, (row + 0.5) * CELL - y];
      if (theme === 'red') pen.drawImage(groundOf(kind, affiliation, theme).asCanvas(), left, top);
      pen.drawImage(symbol.asCanvas(), left, top);
    });
  });
  return canvas;
}

/** One symbol as a picture for a list; an address of its own data. */
export function symbolImage(kind: Kind, affiliation: Affiliation, theme: Theme): string {
  return symbolOf(kind, affiliation, theme).toDataURL();
}
