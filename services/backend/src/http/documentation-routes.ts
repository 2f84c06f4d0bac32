import { join } from 'node:path';
import { NotFoundError } from '@alice/errors';
import type { Route } from '@alice/service-runtime';
// The package's index would load all of its page, which is for the browser: a fifth of a second at every start.
import absolutePath from 'swagger-ui-dist/absolute-path.js';
import { createOpenApi } from './openapi';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Alice API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>`;
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs' });`;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The OpenAPI document of `routes`, and a page to read it with. */
export function documentationRoutes(routes: readonly Route[], version: string): Route[] {
  const document = createOpenApi(routes, version);
  return [
    {
      method: 'get',
      path: '/api/openapi.json',
      summary: 'This document',
      access: 'user',
      responses: { 200: { description: 'OpenAPI 3.1' } },
      handle: (_request, response) => {
        response.json(document);
      },
    },
    {
      method: 'get',
      path: '/api/docs',
      summary: 'The document as a page',
      access: 'user',
      responses: { 200: { description: 'HTML', contentType: 'text/html' } },
      handle: (_request, response) => {
        response.set('Content-Security-Policy', POLICY).type('html').send(PAGE);
      },
    },
    {
      method: 'get',
      path: '/api/docs/:file',
      summary: 'What the page is made of',
      access: 'user',
      responses: { 200: { description: 'The file' } },
      handle: (request, response) => {
        const { file } = request.params;
        if (file === 'start.js') response.type('js').send(START);
        else if (file === 'swagger-ui.css' || file === 'swagger-ui-bundle.js') {
          response.sendFile(join(absolutePath(), file));
        } else throw new NotFoundError('no such file');
      },
    },
  ];
}
