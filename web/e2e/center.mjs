// What the tests ask the center themselves, to know what the console has to show.

async function json(response) {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}

export async function signedIn(base, username, password) {
  const { access_token } = await json(
    await fetch(`${base}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password }),
    }),
  );
  return async (path, body) =>
    json(
      await fetch(`${base}/api/v1${path}`, {
        headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      }),
    );
}

/** Posts where a vessel of the tests is now, or what else it says. */
export function report(ask, name, latitude, longitude, more = {}) {
  return ask('/telemetry/events?station=ops', {
    source_slug: 'e2e',
    track_id: `e2e:${name}`,
    kind: 'vessel',
    latitude,
    longitude,
    payload: { name },
    ...more,
  });
}

/** A track that has moved since the first look, found by asking until one has. */
export async function movingTrack(ask, deadlineMs = 90_000) {
  const place = ({ geometry }) => geometry?.coordinates.slice(0, 2).join(' ');
  const name = ({ properties }) => `${properties.station}/${properties.track_id}`;
  const before = new Map();
  const ends = Date.now() + deadlineMs;
  while (Date.now() < ends) {
    const { features } = await ask('/tracks');
    for (const feature of features) {
      const old = before.get(name(feature));
      if (old !== undefined && feature.geometry !== null && old !== place(feature)) {
        return feature;
      }
      before.set(name(feature), old ?? place(feature));
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`no track has moved for ${deadlineMs / 1000} s`);
}
