import * as maplibre from 'maplibre-gl';
import type { Handle, HandleMove } from './picture';

/** How far an arrow key moves a handle, in CSS pixels; with Shift one. */
const STEP = 8;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

interface Held {
  readonly marker: maplibre.Marker;
  readonly button: HTMLButtonElement;
  readonly faint: boolean;
}

/** Points on the map that are dragged, or moved by keys. */
export class Handles {
  private held: Held[] = [];

  constructor(
    private readonly map: maplibre.Map,
    private readonly moved: (move: HandleMove) => void,
    private readonly removed: (index: number) => void,
  ) {}

  set(handles: readonly Handle[]): void {
    const same =
      handles.length === this.held.length &&
      handles.every(({ faint = false }, i) => this.held[i]?.faint === faint);
    if (!same) {
      // Who works by keys goes on where they were.
      const focused = this.held.findIndex(({ button }) => button === document.activeElement);
      for (const { marker } of this.held) marker.remove();
      this.held = handles.map((handle, index) => this.make(handle, index));
      if (focused >= 0) this.held[Math.min(focused, this.held.length - 1)]?.button.focus();
    }
    handles.forEach(({ longitude, latitude, label }, index) => {
      this.held[index]?.marker.setLngLat([longitude, latitude]);
      this.held[index]?.button.setAttribute('aria-label', label);
    });
  }

  private make({ longitude, latitude, faint = false }: Handle, index: number): Held {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = faint ? 'map-handle map-handle-faint' : 'map-handle';
    const marker = new maplibre.Marker({ element: button, draggable: true })
      .setLngLat([longitude, latitude])
      .addTo(this.map);
    const tell = (done: boolean) => {
      const { lng, lat } = marker.getLngLat();
      this.moved({ index, longitude: lng, latitude: lat, done });
    };
    marker.on('drag', () => tell(false));
    marker.on('dragend', () => tell(true));
    // The map must not take it for a click on itself.
    button.addEventListener('click', (event) => event.stopPropagation());
    button.addEventListener('keydown', (event) => {
      const arrow = ARROWS[event.key];
      if (arrow) {
        const step = event.shiftKey ? 1 : STEP;
        const { x, y } = this.map.project(marker.getLngLat());
        marker.setLngLat(this.map.unproject([x + arrow[0] * step, y + arrow[1] * step]));
        tell(true);
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        this.removed(index);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    return { marker, button, faint };
  }
}
