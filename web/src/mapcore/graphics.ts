export interface Graphics {
  /** The driver draws on the processor: spare it. */
  readonly software: boolean;
}

/** What draws WebGL2 here; undefined if nothing does. */
export function probeGraphics(): Graphics | undefined {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return undefined;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { software: /swiftshader|llvmpipe|software|basic render/i.test(renderer) };
}
