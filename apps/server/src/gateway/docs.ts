import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const assets: Record<string, string> = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
};
const folder = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Loconomy API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const START = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#docs", deepLinking: true });`;
const CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** The API's description as pages to browse and try, at `/api/docs`. Everything comes from this server. */
export const docsResponse = async (path: string): Promise<Response | null> => {
  const name = path.replace(/^\/api\/docs\/?/, "");
  const answer = (body: BodyInit, type: string): Response =>
    new Response(body, {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-security-policy": CSP,
        "cache-control": "public, max-age=3600",
      },
    });
  if (name === "") return answer(PAGE, "text/html");
  if (name === "start.js") return answer(START, "text/javascript");
  const type = assets[name];
  return type ? answer(new Uint8Array(await readFile(join(folder, name))), type) : null;
};
