// Rings and lines of a sphere laid onto the plane. The atlas stitches its shapes over the antimeridian;
// a plane map wants continuous longitudes instead (they may then pass 180).

/** The same line with no step of more than 180 degrees. */
export function unwrap(line) {
  let turn = 0;
  return line.map(([longitude, latitude], i) => {
    if (i > 0) {
      const step = longitude - line[i - 1][0];
      if (step > 180) turn -= 360;
      if (step < -180) turn += 360;
    }
    return [longitude + turn, latitude];
  });
}

/** A closed ring, unwrapped; one that goes round a pole is closed along it. */
export function cutRing(ring) {
  const flat = unwrap(ring);
  const round = Math.round((flat.at(-1)[0] - flat[0][0]) / 360);
  if (round === 0) return flat;
  const jump = ring.findIndex(
    ([longitude], i) => i > 0 && Math.abs(longitude - ring[i - 1][0]) > 180,
  );
  const turned = unwrap([...ring.slice(jump), ...ring.slice(1, jump + 1)]);
  const pole = ring[0][1] > 0 ? 90 : -90;
  return [...turned, [turned.at(-1)[0], pole], [turned[0][0], pole], turned[0]];
}

/** Three decimals (about 100 m), without points that fall together. */
export function roundLine(line) {
  const rounded = line.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
  const kept = rounded.filter(
    ([x, y], i) => i === 0 || x !== rounded[i - 1][0] || y !== rounded[i - 1][1],
  );
  return kept.length < 2 ? rounded : kept;
}
