import { describe, expect, it } from 'vitest';
import { PLAIN_LAYERS } from '../../mapcore/picture';
import {
  readCamera,
  readFilter,
  readLayers,
  withParameter,
  writeCamera,
  writeFilter,
  writeLayers,
} from './view-state';

describe('the camera in the address', () => {
  it('survives a round trip', () => {
    const camera = { longitude: 4.1, latitude: 52.3, zoom: 6.2, bearing: 0 };
    expect(writeCamera(camera)).toBe('4.1,52.3,6.2');
    expect(readCamera(writeCamera(camera))).toEqual(camera);
  });

  it('keeps a turned map turned', () => {
    expect(writeCamera({ longitude: 4, latitude: 52, zoom: 6, bearing: 90.4 })).toBe('4,52,6,90');
    expect(readCamera('4,52,6,90')?.bearing).toBe(90);
  });

  it('wraps a longitude that went round the world', () => {
    expect(writeCamera({ longitude: 190, latitude: 0, zoom: 2, bearing: 0 })).toBe('-170,0,2');
  });

  it.each([null, '', '1,2', 'a,b,c', '200,0,3', '0,91,3', '0,0,99', '1,2,3,4,5', 'NaN,0,1'])(
    'is not believed when it reads %s',
    (text) => {
      expect(readCamera(text)).toBeNull();
    },
  );
});

describe('the filter in the address', () => {
  it('survives a round trip', () => {
    const filter = {
      kinds: ['aircraft', 'vessel'],
      sources: ['a;b', 'c,d'],
      text: 'BCS 36:1',
      inView: true,
    } as const;
    expect(readFilter(writeFilter(filter))).toEqual(filter);
  });

  it('leaves out kinds that do not exist', () => {
    expect(readFilter('kind:submarine')).toEqual({});
    expect(readFilter(null)).toEqual({});
  });

  it('takes an empty parameter out of the address', () => {
    const before = new URLSearchParams('c=1,2,3&f=view:1');
    expect(withParameter(before, 'f', '').toString()).toBe('c=1%2C2%2C3');
  });
});

describe('layers in the address', () => {
  it('come back as they were', () => {
    const layers = {
      ...PLAIN_LAYERS,
      trails: 'all' as const,
      grid: 'mgrs' as const,
      hidden: ['vessel', 'hostile'] as const,
      names: false,
      rings: true,
      fade: { tracks: 0.4, grid: 0 },
    };
    expect(readLayers(writeLayers(layers))).toEqual(layers);
  });

  it('are the plain ones where the address says nothing, or nonsense', () => {
    expect(writeLayers(PLAIN_LAYERS)).toBe('');
    for (const text of [null, '', 'grid:round;hide:ghosts;fade:tracks=900', ';;:']) {
      expect(readLayers(text)).toEqual(PLAIN_LAYERS);
    }
  });
});
