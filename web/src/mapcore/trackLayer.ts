import type { CustomLayerInterface, CustomRenderMethodInput, Map as MapLibre } from 'maplibre-gl';
import { drawAtlas, turns } from './atlas';
import { type Frame, LINE_FLOATS, SYMBOL_FLOATS, TRAIL_FLOATS } from './messages';
import { AFFILIATIONS, KINDS, type SymbolStyle, type Theme } from './picture';
import {
  LINE_FRAGMENT,
  LINE_VERTEX,
  SYMBOL_FRAGMENT,
  SYMBOL_VERTEX,
  TRAIL_FRAGMENT,
  TRAIL_VERTEX,
} from './shaders';
import { DOT_ZOOM, symbolSize } from './symbols';
import { rgb, THEMES } from './themes';

const FLOAT = 4;
/** Of the selected trail, in CSS pixels. */
const TRAIL_WIDTH = 2.4;

type Gl = WebGL2RenderingContext;

interface Batch {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
  readonly array: WebGLVertexArrayObject;
  readonly buffer: WebGLBuffer;
}

function compileProgram(gl: Gl, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`track shader: ${gl.getProgramInfoLog(program)}`);
  }
  return program;
}

/**
 * A program with its one buffer; `fields` are the sizes of its attributes. With `corners` each record is an
 * instance of a quad, else a vertex: software renderers pay a whole draw for every instance.
 */
function batch(gl: Gl, shaders: [string, string], fields: number[], corners?: WebGLBuffer): Batch {
  const program = compileProgram(gl, ...shaders);
  const array = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(array);
  if (corners) {
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const first = corners ? 1 : 0;
  const stride = fields.reduce((sum, size) => sum + size, 0) * FLOAT;
  let offset = 0;
  fields.forEach((size, i) => {
    gl.enableVertexAttribArray(first + i);
    gl.vertexAttribPointer(first + i, size, gl.FLOAT, false, stride, offset);
    gl.vertexAttribDivisor(first + i, first);
    offset += size * FLOAT;
  });
  gl.bindVertexArray(null);
  const places = new Map<string, WebGLUniformLocation | null>();
  const uniform = (name: string) => {
    if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
    return places.get(name) ?? null;
  };
  return { program, uniform, array, buffer };
}

function fillTexture(
  gl: Gl,
  texture: WebGLTexture,
  sheet: HTMLCanvasElement,
  premultiplied: boolean,
) {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, premultiplied);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, sheet);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.generateMipmap(gl.TEXTURE_2D);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
}

/** The projection with the frame's origin folded in, multiplied in doubles so that nothing shakes. */
export function originMatrix(
  matrix: ArrayLike<number>,
  [x, y]: readonly [number, number],
): Float32Array {
  const out = Float64Array.from(matrix);
  for (let row = 0; row < 4; row++) {
    out[12 + row] = (matrix[row] ?? 0) * x + (matrix[4 + row] ?? 0) * y + (matrix[12 + row] ?? 0);
  }
  return Float32Array.from(out);
}

/** Draws all symbols and trails of a frame in three calls, as a MapLibre layer. */
export class TrackLayer implements CustomLayerInterface {
  readonly id = 'tracks';
  readonly type = 'custom';
  private frame: Frame | undefined;
  private uploaded: Frame | undefined;
  private map: MapLibre | undefined;
  private symbols: Batch | undefined;
  private lines: Batch | undefined;
  private trail: Batch | undefined;
  private atlas: WebGLTexture | undefined;
  private military: WebGLTexture | undefined;
  /** Drawn, but not yet in the texture. */
  private militarySheet: HTMLCanvasElement | undefined;
  private style: SymbolStyle = 'simple';
  private fade = { symbols: 1, trails: 1 };

  constructor(private theme: Theme) {}

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.map?.triggerRepaint();
    void this.drawMilitary();
  }

  /** Military symbols appear once they are loaded; until then the simple ones stay. */
  setStyle(style: SymbolStyle): void {
    if (style === this.style) return;
    this.style = style;
    this.map?.triggerRepaint();
    void this.drawMilitary();
  }

  /** Opacity of symbols and of trails, from 0 to 1. */
  setFade(symbols: number, trails: number): void {
    this.fade = { symbols, trails };
    this.map?.triggerRepaint();
  }

  show(frame: Frame): void {
    this.frame = frame;
    this.map?.triggerRepaint();
  }

  onAdd(map: MapLibre, gl: Gl): void {
    this.map = map;
    const corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    this.symbols = batch(gl, [SYMBOL_VERTEX, SYMBOL_FRAGMENT], [2, 4, 1]);
    this.lines = batch(gl, [LINE_VERTEX, LINE_FRAGMENT], [2, 2]);
    this.trail = batch(gl, [TRAIL_VERTEX, TRAIL_FRAGMENT], [4, 2], corners);
    this.atlas = gl.createTexture();
    fillTexture(gl, this.atlas, drawAtlas(), false);
    // Of a context that was lost.
    this.military = undefined;
    void this.drawMilitary();
    this.uploaded = undefined;
  }

  onRemove(): void {
    this.map = undefined;
  }

  render(context: WebGLRenderingContext | Gl, input: CustomRenderMethodInput): void {
    const gl = context as Gl;
    const { frame, map, symbols, lines, trail } = this;
    if (!frame || !map || !symbols || !lines || !trail) return;
    if (this.uploaded !== frame) {
      this.upload(gl, symbols, frame.symbols);
      this.upload(gl, lines, frame.lines);
      this.upload(gl, trail, frame.trail);
      this.uploaded = frame;
    }
    if (this.militarySheet) {
      this.military ??= gl.createTexture();
      fillTexture(gl, this.military, this.militarySheet, true);
      this.militarySheet = undefined;
    }
    const matrix = originMatrix(input.defaultProjectionData.mainMatrix, frame.origin);
    gl.enable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    if (frame.lines.length > 0) {
      this.begin(gl, lines, matrix, map);
      gl.uniform1f(lines.uniform('fade'), this.fade.trails);
      gl.drawArrays(gl.LINES, 0, frame.lines.length / LINE_FLOATS);
    }
    if (frame.trail.length > 0) {
      this.begin(gl, trail, matrix, map);
      gl.uniform1f(trail.uniform('fade'), this.fade.trails);
      gl.uniform1f(trail.uniform('width'), TRAIL_WIDTH);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, frame.trail.length / TRAIL_FLOATS);
    }
    this.begin(gl, symbols, matrix, map);
    gl.uniform1f(symbols.uniform('fade'), this.fade.symbols);
    this.symbolUniforms(gl, symbols, map, frame.dots);
    gl.drawArrays(gl.POINTS, 0, frame.symbols.length / SYMBOL_FLOATS);
    gl.bindVertexArray(null);
  }

  private async drawMilitary(): Promise<void> {
    if (this.style !== 'military') return;
    const { theme } = this;
    // Whoever chose the symbols says so if they can't be loaded.
    const loaded = await import('./military').catch(() => undefined);
    if (!loaded || theme !== this.theme) return;
    this.militarySheet = loaded.drawMilitary(theme);
    this.map?.triggerRepaint();
  }

  private upload(gl: Gl, { buffer }: Batch, data: Float32Array<ArrayBuffer>): void {
    // What is not drawn needs no copy.
    if (data.length === 0) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.DYNAMIC_DRAW);
  }

  private begin(gl: Gl, { program, uniform, array }: Batch, matrix: Float32Array, map: MapLibre) {
    const { clientWidth, clientHeight } = map.getCanvas();
    gl.useProgram(program);
    gl.bindVertexArray(array);
    gl.uniformMatrix4fv(uniform('matrix'), false, matrix);
    gl.uniform2f(uniform('viewport'), clientWidth, clientHeight);
    const colours = AFFILIATIONS.flatMap((name) => rgb(THEMES[this.theme].affiliation[name]));
    gl.uniform3fv(uniform('colours'), colours);
  }

  private symbolUniforms(gl: Gl, { uniform }: Batch, map: MapLibre, dots: boolean): void {
    const zoom = map.getZoom();
    const { outline, accent } = THEMES[this.theme];
    const military = this.style === 'military' && this.military !== undefined;
    gl.uniform1f(uniform('ratio'), map.getPixelRatio());
    gl.uniform1f(uniform('bearing'), (map.getBearing() * Math.PI) / 180);
    gl.uniform1f(uniform('size'), symbolSize(zoom));
    gl.uniform1f(uniform('dots'), dots || zoom < DOT_ZOOM ? 1 : 0);
    gl.uniform1fv(
      uniform('upright'),
      KINDS.map((kind) => (turns(kind) ? 0 : 1)),
    );
    gl.uniform3fv(uniform('outline'), rgb(outline));
    gl.uniform3fv(uniform('accent'), rgb(accent));
    gl.uniform1f(uniform('military'), military ? 1 : 0);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, (military ? this.military : this.atlas) ?? null);
    gl.uniform1i(uniform('atlas'), 0);
  }
}
