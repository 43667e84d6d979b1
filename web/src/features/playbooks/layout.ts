/** Where the steps of a graph are drawn: in layers from top to bottom, with as few crossings as a few sweeps find. */
export interface GraphNode {
  readonly id: string;
  /** Ids of what may follow; those that are no node are passed over. */
  readonly next: readonly string[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly id: string;
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** It leads to a step before it, along the side. */
  readonly back: boolean;
  readonly points: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Their corners at the top left; all have the same size. */
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

export const BOX = { width: 184, height: 46 } as const;
const GAP_X = 20;
const GAP_Y = 44;
const MARGIN = 12;
/** An edge that passes a layer has a place of its own in it. */
const PASSING = 14;
const LANE = 12;
const SWEEPS = 6;

interface Place {
  readonly key: string;
  readonly layer: number;
  readonly width: number;
  /** The middle. */
  x: number;
}

interface Link {
  readonly from: string;
  readonly to: string;
}

export function layOut(nodes: readonly GraphNode[]): Layout {
  const known = new Set(nodes.map(({ id }) => id));
  const links = nodes.flatMap(({ id, next }) =>
    [...new Set(next)].filter((to) => known.has(to)).map((to): Link => ({ from: id, to })),
  );
  const backward = backLinks(nodes, links);
  const forward = links.filter((link) => !backward.has(link));
  const layers = layersOf(nodes, forward);
  const { places, chains, near } = withPassing(nodes, forward, layers);
  const rows = orderedRows(places, near);
  spread(rows, near);
  return drawn(nodes, rows, chains, [...backward], layers);
}

/** The links that close a circle, when the graph is walked from its first step. */
function backLinks(nodes: readonly GraphNode[], links: readonly Link[]): ReadonlySet<Link> {
  const found = new Set<Link>();
  const open = new Set<string>();
  const seen = new Set<string>();
  const walk = (id: string) => {
    seen.add(id);
    open.add(id);
    for (const link of links.filter(({ from }) => from === id)) {
      if (open.has(link.to)) {
        found.add(link);
      } else if (!seen.has(link.to)) {
        walk(link.to);
      }
    }
    open.delete(id);
  };
  for (const { id } of nodes) {
    if (!seen.has(id)) {
      walk(id);
    }
  }
  return found;
}

/** The longest way to each step decides how far down it is. */
function layersOf(
  nodes: readonly GraphNode[],
  forward: readonly Link[],
): ReadonlyMap<string, number> {
  const layers = new Map(nodes.map(({ id }) => [id, 0]));
  // Without circles nothing moves down more often than there are nodes.
  for (let moved = true; moved; ) {
    moved = false;
    for (const { from, to } of forward) {
      const least = (layers.get(from) ?? 0) + 1;
      if ((layers.get(to) ?? 0) < least) {
        layers.set(to, least);
        moved = true;
      }
    }
  }
  return layers;
}

/** Every link from one layer to the next: longer ones are cut, with a place in each layer that they pass. */
function withPassing(
  nodes: readonly GraphNode[],
  forward: readonly Link[],
  layers: ReadonlyMap<string, number>,
) {
  const places = new Map<string, Place>();
  const near = new Map<string, { up: string[]; down: string[] }>();
  const add = (key: string, layer: number, width: number) => {
    places.set(key, { key, layer, width, x: 0 });
    near.set(key, { up: [], down: [] });
  };
  for (const { id } of nodes) {
    add(id, layers.get(id) ?? 0, BOX.width);
  }
  const chains = forward.map((link) => {
    const chain = [link.from];
    const end = layers.get(link.to) ?? 0;
    for (let layer = (layers.get(link.from) ?? 0) + 1; layer < end; layer++) {
      const key = `${link.from} ${link.to} ${layer}`;
      add(key, layer, PASSING);
      chain.push(key);
    }
    chain.push(link.to);
    chain.slice(1).forEach((key, at) => {
      const above = chain[at] as string;
      near.get(above)?.down.push(key);
      near.get(key)?.up.push(above);
    });
    return { link, chain };
  });
  return { places, chains, near };
}

type Near = ReadonlyMap<string, { readonly up: string[]; readonly down: string[] }>;

/** Each layer's places from left to right: near the middle of what they are linked to, sweep by sweep. */
function orderedRows(places: ReadonlyMap<string, Place>, near: Near): Place[][] {
  const rows: Place[][] = [];
  for (const place of places.values()) {
    rows[place.layer] ??= [];
    rows[place.layer]?.push(place);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      const at = new Map(rows.flatMap((each) => each.map(({ key }, index) => [key, index])));
      const middle = ({ key }: Place) => {
        const linked = near.get(key)?.[down ? 'up' : 'down'] ?? [];
        const own = at.get(key) ?? 0;
        return linked.length === 0 ? own : mean(linked.map((other) => at.get(other) ?? 0));
      };
      const middles = new Map(row.map((place) => [place.key, middle(place)]));
      row.sort((a, b) => (middles.get(a.key) ?? 0) - (middles.get(b.key) ?? 0));
    }
  }
  return rows;
}

/** Draws each row towards what it is linked to, without changing its order or letting places touch. */
function spread(rows: readonly Place[][], near: Near): void {
  const places = new Map(rows.flat().map((place) => [place.key, place]));
  for (const row of rows) {
    settle(row, () => 0);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : rows.toReversed()) {
      settle(row, (place) => {
        const linked = near.get(place.key)?.[down ? 'up' : 'down'] ?? [];
        return linked.length === 0
          ? place.x
          : mean(linked.map((other) => places.get(other)?.x ?? 0));
      });
    }
  }
}

function settle(row: readonly Place[], wanted: (place: Place) => number): void {
  const wishes = row.map(wanted);
  let edge = Number.NEGATIVE_INFINITY;
  row.forEach((place, at) => {
    place.x = Math.max(wishes[at] ?? 0, edge + place.width / 2);
    edge = place.x + place.width / 2 + GAP_X;
  });
  // What was pushed to the right is given back to both sides.
  const shift = mean(row.map((place, at) => (wishes[at] ?? 0) - place.x));
  for (const place of row) {
    place.x += shift;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

function drawn(
  nodes: readonly GraphNode[],
  rows: readonly Place[][],
  chains: readonly { readonly link: Link; readonly chain: readonly string[] }[],
  backward: readonly Link[],
  layers: ReadonlyMap<string, number>,
): Layout {
  const all = rows.flat();
  const least = Math.min(...all.map(({ x, width }) => x - width / 2));
  const most = Math.max(...all.map(({ x, width }) => x + width / 2));
  const middles = new Map(all.map(({ key, x }) => [key, Math.round(x - least + MARGIN)]));
  const middle = (key: string) => middles.get(key) ?? 0;
  const top = (layer: number) => MARGIN + layer * (BOX.height + GAP_Y);
  const layer = (id: string) => layers.get(id) ?? 0;
  const side = Math.round(most - least) + MARGIN;
  const ahead = chains.map(({ link, chain }): Edge => {
    const first = layer(link.from);
    const points = chain.flatMap((key, at): Point[] => {
      const [x, y] = [middle(key), top(first + at)];
      if (at === 0) {
        return [{ x, y: y + BOX.height }];
      }
      return at === chain.length - 1
        ? [{ x, y }]
        : [
            { x, y },
            { x, y: y + BOX.height },
          ];
    });
    return { ...link, back: false, points };
  });
  const behind = backward.map((link, at): Edge => {
    const lane = side + (at + 1) * LANE;
    // Between the layers, where no box is.
    const low = top(layer(link.from)) + BOX.height + GAP_Y / 2 + at * 3;
    const high = top(layer(link.to)) - MARGIN / 2;
    const [from, to] = [middle(link.from) + BOX.width / 4, middle(link.to) + BOX.width / 4];
    return {
      ...link,
      back: true,
      points: [
        { x: from, y: top(layer(link.from)) + BOX.height },
        { x: from, y: low },
        { x: lane, y: low },
        { x: lane, y: high },
        { x: to, y: high },
        { x: to, y: top(layer(link.to)) },
      ],
    };
  });
  const lowest = Math.max(...nodes.map(({ id }) => top(layer(id)) + BOX.height), 0);
  const deepest = Math.max(lowest, ...behind.flatMap(({ points }) => points.map(({ y }) => y)));
  return {
    width: nodes.length === 0 ? 0 : side + backward.length * LANE + MARGIN,
    height: nodes.length === 0 ? 0 : Math.round(deepest) + MARGIN,
    boxes: nodes.map(({ id }) => ({ id, x: middle(id) - BOX.width / 2, y: top(layer(id)) })),
    edges: [...ahead, ...behind],
  };
}

/** The edge as an SVG path: forward ones swing from box to box, backward ones have corners. */
export function pathOf({ points, back }: Edge): string {
  return points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (before === undefined) {
        return `M${x} ${y}`;
      }
      if (back || before.x === x) {
        return `L${x} ${y}`;
      }
      const half = (before.y + y) / 2;
      return `C${before.x} ${half} ${x} ${half} ${x} ${y}`;
    })
    .join(' ');
}
