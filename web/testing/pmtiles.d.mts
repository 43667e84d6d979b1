type Box = readonly number[];

export function vectorTile(layers: object): Buffer;
export function archive(
  tile: Buffer,
  metadata: object,
  options: { bounds: Box; type?: number; directory?: Buffer },
): Buffer;
export const PICTURES: number;
export function inventedLand(bounds: Box, town: string): Buffer;
