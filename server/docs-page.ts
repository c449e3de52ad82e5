interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: unknown;
  readonly responses?: Readonly<Record<string, unknown>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function bodySchema(operation: Operation): string {
  if (operation.requestBody === undefined) return '';
  return `<details><summary>Body</summary><pre>${escapeHtml(JSON.stringify(operation.requestBody, null, 2))}</pre></details>`;
}

function section(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map((parameter) => `<code>${escapeHtml(parameter.name)}</code> (${parameter.in}${parameter.required === true ? ', required' : ''})`)
    .join(', ');
  const statuses = Object.keys(operation.responses ?? {}).join(', ');
  return `<section><h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h3><p>${escapeHtml(operation.summary ?? '')}</p>
${parameters === '' ? '' : `<p>Parameters: ${parameters}</p>`}<p>Answers: ${escapeHtml(statuses)}</p>${bodySchema(operation)}</section>`;
}

/** A page for people made from the OpenAPI document: plain HTML without scripts, so that the strictest content policy lets it be. */
export function docsPage(document: { readonly paths?: unknown }): string {
  const paths = (document.paths ?? {}) as Paths;
  const sections = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => section(path, method, operation)));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mắt Phố API</title><meta name="viewport" content="width=device-width,initial-scale=1">
<style>body{font-family:system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}section{border-top:1px solid #ccc}pre{overflow:auto;background:#f4f4f4;padding:1rem}</style>
</head><body><h1>Mắt Phố API</h1><p>The machine-readable form is <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> (OpenAPI 3.1). Sign in with
<code>POST /api/v1/sessions</code> and send the token as <code>Authorization: Bearer …</code>.</p>${sections.join('\n')}</body></html>`;
}
