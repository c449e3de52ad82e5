let supported: boolean | undefined;

/** Whether this browser can draw the map at all. Asked once: every try costs a drawing context. */
export function hasWebGl(): boolean {
  supported ??= probe();
  return supported;
}

function probe(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
