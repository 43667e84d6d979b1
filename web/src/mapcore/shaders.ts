import {
  FRAME_RADIUS,
  HEADING_LINE,
  MILITARY_CELL,
  MILITARY_CELLS,
  MILITARY_RING,
} from './symbols';

/** Attribute places are fixed here so that the buffers need no look-ups. */
export const SYMBOL_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec4 traits;  // angle (-1: none), kind, affiliation, opacity
layout(location = 2) in float ringed;
uniform mat4 matrix;
uniform float ratio;
uniform float bearing;
uniform float size;
uniform float dots;
uniform float upright[9];
uniform float military;
flat out float reach;
flat out vec2 turn;
flat out vec4 look;  // column, 1 without a heading, affiliation, opacity
flat out float ring;
void main() {
  float framed = traits.z < 2.5 ? 1.0 : 0.0;
  reach = dots > 0.5 ? 6.0 : size * (framed > 0.5 ? ${FRAME_RADIUS * 1.22} : 0.5) + 1.5;
  if (ringed > 0.5) reach = max(reach, size * 0.95 + 4.0);
  int kind = int(traits.y + 0.5);
  bool still = traits.x < 0.0 || upright[kind] > 0.5;
  if (military > 0.5 && dots < 0.5) {
    reach = size * ${MILITARY_CELL / 2};
    if (ringed > 0.5) reach = size * ${MILITARY_RING} + 4.0;
    if (!still) reach = size * ${HEADING_LINE} + 2.0;
  }
  float angle = still ? 0.0 : traits.x - bearing;
  turn = vec2(cos(angle), sin(angle));
  look = vec4(traits.y, military > 0.5 ? (still ? 1.0 : 0.0) : (traits.x < 0.0 ? 1.0 : 0.0), traits.z, traits.w);
  ring = ringed;
  gl_PointSize = 2.0 * reach * ratio;
  vec4 at = matrix * vec4(position, 0.0, 1.0);
  gl_Position = vec4(at.xy, 0.0, at.w);
}`;

export const SYMBOL_FRAGMENT = `#version 300 es
precision highp float;
flat in float reach;
flat in vec2 turn;
flat in vec4 look;
flat in float ring;
uniform sampler2D atlas;
uniform float size;
uniform float dots;
uniform float fade;
uniform float military;
uniform vec3 colours[4];
uniform vec3 outline;
uniform vec3 accent;
out vec4 result;

// Distance in pixels to the outline of the affiliation's frame, negative inside:
// friend a circle, hostile a diamond, neutral a square.
float frame(vec2 at, float radius, int affiliation) {
  vec2 off = abs(at);
  if (affiliation == 0) return length(at) - radius;
  if (affiliation == 1) return (off.x + off.y) * 0.7071 - radius * 0.86;
  return max(off.x, off.y) - radius * 0.9;
}
vec4 over(vec4 below, vec3 colour, float alpha) {
  return vec4(colour * alpha, alpha) + below * (1.0 - alpha);
}
float stroke(float distance, float width) {
  return 1.0 - smoothstep(width * 0.5 - 0.5, width * 0.5 + 0.5, abs(distance));
}
void main() {
  vec2 px = (gl_PointCoord * 2.0 - 1.0) * reach;
  int affiliation = int(look.z + 0.5);
  vec3 colour = colours[affiliation];
  vec4 sum = vec4(0.0);
  if (dots > 0.5) {
    float d = affiliation > 2 ? length(px) - 2.4 : frame(px, 3.4, affiliation);
    sum = over(sum, outline, (1.0 - smoothstep(0.7, 1.7, d)) * 0.8);
    sum = over(sum, colour, 1.0 - smoothstep(-0.5, 0.5, d));
  } else if (military > 0.5) {
    vec2 along = vec2(turn.x * px.x + turn.y * px.y, turn.x * px.y - turn.y * px.x);
    if (look.y < 0.5) {
      float off = max(abs(along.x), max(along.y, -along.y - size * ${HEADING_LINE}));
      sum = over(sum, outline, (1.0 - smoothstep(1.5, 2.5, off)) * 0.7);
      sum = over(sum, colour, 1.0 - smoothstep(0.5, 1.5, off));
    }
    vec2 cell = px / (size * ${MILITARY_CELL}) + 0.5;
    if (all(greaterThan(cell, vec2(0.01))) && all(lessThan(cell, vec2(0.99)))) {
      vec2 place = cell + vec2(look.x, look.z);
      vec4 texel = texture(atlas, place / vec2(${MILITARY_CELLS.map((n) => n.toFixed(1))}));
      sum = texel + sum * (1.0 - texel.a);
    }
  } else {
    if (affiliation < 3) {
      float d = frame(px, size * ${FRAME_RADIUS}, affiliation);
      sum = over(sum, outline, (1.0 - smoothstep(0.0, 1.2, d)) * 0.62);
      sum = over(sum, colour, stroke(d + 1.0, 1.6));
    }
    vec2 cell = vec2(turn.x * px.x + turn.y * px.y, turn.x * px.y - turn.y * px.x);
    cell = cell / (affiliation < 3 ? size * 0.86 : size) + 0.5;
    if (all(greaterThan(cell, vec2(0.01))) && all(lessThan(cell, vec2(0.99)))) {
      vec4 texel = texture(atlas, (cell + look.xy) * vec2(1.0 / 16.0, 0.5));
      float body = texel.r / max(texel.r + texel.g, 0.004);
      sum = over(sum, mix(outline, colour, body), texel.a);
    }
  }
  sum *= look.w * fade;
  if (ring > 0.5) {
    float d = length(px) - (dots > 0.5 ? 8.0 : size * (military > 0.5 ? ${MILITARY_RING} : 0.95));
    sum = over(sum, outline, stroke(d, 4.5) * 0.6);
    sum = over(sum, accent, stroke(d, 2.2));
  }
  if (sum.a < 0.01) discard;
  result = sum;
}`;

/** Trails of all tracks: plain lines, which even a software renderer draws by the ten thousand. */
export const LINE_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 traits;  // affiliation, opacity
uniform mat4 matrix;
flat out vec2 look;
void main() {
  look = traits;
  vec4 at = matrix * vec4(position, 0.0, 1.0);
  gl_Position = vec4(at.xy, 0.0, at.w);
}`;

export const LINE_FRAGMENT = `#version 300 es
precision highp float;
flat in vec2 look;
uniform float fade;
uniform vec3 colours[4];
out vec4 result;
void main() {
  result = vec4(colours[int(look.x + 0.5)], 1.0) * look.y * fade;
}`;

/** The selected track's trail: broad pieces, one instance each. */
export const TRAIL_VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 corner;
layout(location = 1) in vec4 ends;
layout(location = 2) in vec2 traits;  // affiliation, opacity
uniform mat4 matrix;
uniform vec2 viewport;
uniform float width;
out float across;
flat out vec2 look;
void main() {
  vec4 from = matrix * vec4(ends.xy, 0.0, 1.0);
  vec4 to = matrix * vec4(ends.zw, 0.0, 1.0);
  vec2 along = (to.xy / to.w - from.xy / from.w) * viewport;
  float far = length(along);
  along = far > 0.0 ? along / far : vec2(1.0, 0.0);
  vec4 at = corner.x < 0.0 ? from : to;
  across = corner.y * (width * 0.5 + 1.0);
  vec2 offset = vec2(-along.y, along.x) * across;
  look = traits;
  gl_Position = vec4(at.xy + offset * 2.0 / viewport * at.w, 0.0, at.w);
}`;

export const TRAIL_FRAGMENT = `#version 300 es
precision highp float;
in float across;
flat in vec2 look;
uniform float width;
uniform float fade;
uniform vec3 colours[4];
out vec4 result;
void main() {
  float alpha = (1.0 - smoothstep(width * 0.5 - 0.5, width * 0.5 + 0.5, abs(across))) * look.y * fade;
  result = vec4(colours[int(look.x + 0.5)] * alpha, alpha);
}`;
