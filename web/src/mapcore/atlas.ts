import { KINDS, type Kind } from './picture';

/**
 * Silhouettes of tracks on one canvas: a column per kind, the first row turned to the heading (pointing
 * up here), the second for tracks without one. Red is the body, green the outline; the shader gives
 * them colours, so that one atlas serves every theme.
 */
export const CELL = 64;

export const BODY: Readonly<Record<Kind, string>> = {
  aircraft:
    'M32 4C34.6 4 36.2 7.6 36.2 12L36.2 22.5L59 37.5L59 42.5L36.2 35.5L36 49L43.5 54.8L43.5 59L32 55.8L20.5 59L20.5 54.8L28 49L27.8 35.5L5 42.5L5 37.5L27.8 22.5L27.8 12C27.8 7.6 29.4 4 32 4Z',
  vessel:
    'M32 4C39 12 43 20 43 29L43 54C43 57 41 59 38 59L26 59C23 59 21 57 21 54L21 29C21 20 25 12 32 4ZM26.5 41L26.5 51L37.5 51L37.5 41Z',
  vehicle:
    'M32 6L43 17L43 52C43 55.5 40.5 58 37 58L27 58C23.5 58 21 55.5 21 52L21 17ZM26 25L27.5 33L36.5 33L38 25Z',
  person: 'M32 6L51 55L32 45L13 55Z',
  station:
    'M32 6A9 9 0 0 1 36.5 22.8L50 57L42.5 57L38.6 47L25.4 47L21.5 57L14 57L27.5 22.8A9 9 0 0 1 32 6ZM32 30L28 40.5L36 40.5Z',
  object: 'M32 6L54 19L54 45L32 58L10 45L10 19Z',
  satellite:
    'M26 20L29.5 20L32 9L34.5 20L38 20L38 28L43 28L43 22L60 22L60 44L43 44L43 37L38 37L38 46L26 46L26 37L21 37L21 44L4 44L4 22L21 22L21 28L26 28Z',
  emitter:
    'M32 26A6 6 0 1 1 32 38A6 6 0 1 1 32 26ZM18.5 18.5L23 23A12.7 12.7 0 0 0 23 41L18.5 45.5A19 19 0 0 1 18.5 18.5ZM45.5 18.5A19 19 0 0 1 45.5 45.5L41 41A12.7 12.7 0 0 0 41 23ZM10.5 10.5L14.8 14.8A24.5 24.5 0 0 0 14.8 49.2L10.5 53.5A30.5 30.5 0 0 1 10.5 10.5ZM53.5 10.5A30.5 30.5 0 0 1 53.5 53.5L49.2 49.2A24.5 24.5 0 0 0 49.2 14.8Z',
  other: 'M32 5L42 20A17 17 0 1 1 22 20Z',
};

/** Forms without a direction, where they are not simply the silhouette in a ring. */
const STILL: Partial<Record<Kind, string>> = {
  station: BODY.station,
  object: BODY.object,
  emitter: BODY.emitter,
  satellite: BODY.satellite,
  other: 'M32 15A17 17 0 1 1 32 49A17 17 0 1 1 32 15Z',
  person: 'M32 8A10 10 0 1 1 32 28A10 10 0 1 1 32 8ZM14 57C14 42 20 33 32 33C44 33 50 42 50 57Z',
};

/** Kinds whose silhouette has no front: they stay upright whatever their heading. */
const UPRIGHT: ReadonlySet<Kind> = new Set(['station', 'object', 'emitter']);

const OUTLINE = 7;
const RING = 27;
const RING_WIDTH = 4.5;
const INNER = 0.6;

export function turns(kind: Kind): boolean {
  return !UPRIGHT.has(kind);
}

function shape(pen: CanvasRenderingContext2D, path: string): void {
  const outline = new Path2D(path);
  pen.strokeStyle = '#00ff00';
  pen.lineWidth = OUTLINE;
  pen.stroke(outline);
  pen.fillStyle = '#ff0000';
  pen.fill(outline, 'evenodd');
}

function ring(pen: CanvasRenderingContext2D): void {
  for (const [colour, width] of [
    ['#00ff00', RING_WIDTH + OUTLINE],
    ['#ff0000', RING_WIDTH],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(CELL / 2, CELL / 2, RING - RING_WIDTH, 0, Math.PI * 2);
    pen.stroke();
  }
}

/** Draws the atlas, or throws if the page cannot draw on a canvas. */
export function drawAtlas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  // A power of two in both directions, for mipmaps of whole cells.
  canvas.width = CELL * 16;
  canvas.height = CELL * 2;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no 2D canvas');
  pen.lineJoin = 'round';
  KINDS.forEach((kind, column) => {
    for (const row of [0, 1]) {
      pen.save();
      pen.translate(column * CELL + CELL * 0.06, row * CELL + CELL * 0.06);
      pen.scale(0.88, 0.88);
      const still = row === 1 ? STILL[kind] : undefined;
      if (row === 1 && !still) {
        ring(pen);
        pen.translate((CELL * (1 - INNER)) / 2, (CELL * (1 - INNER)) / 2);
        pen.scale(INNER, INNER);
      }
      shape(pen, still ?? BODY[kind]);
      pen.restore();
    }
  });
  return canvas;
}
