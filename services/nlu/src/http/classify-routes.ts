import {
  classificationSchema,
  classifyRequestSchema,
  nluHealthSchema,
  type Classification,
  type Locale,
} from '@alice/contracts';
import { parseInput, type Route } from '@alice/service-runtime';

/** A request whose text is more than blanks. */
export const classifyBodySchema = classifyRequestSchema.refine(({ text }) => text.trim() !== '', {
  path: ['text'],
});

export interface ClassifyOptions {
  readonly classify: (text: string, locale: Locale | undefined) => Classification;
  readonly version: string;
}

/** nlu's addresses. It listens only once its knowledge is loaded, so answering at all is being well. */
export function classifyRoutes({ classify, version }: ClassifyOptions): Route[] {
  return [
    {
      method: 'post',
      path: '/nlu/classify',
      summary: 'Understand a sentence',
      access: 'public',
      body: classifyBodySchema,
      responses: { 200: { description: 'What was understood', schema: classificationSchema } },
      handle: (request, response) => {
        const { text, locale } = parseInput(classifyBodySchema, request.body);
        response.json(classify(text, locale));
      },
    },
    {
      method: 'get',
      path: '/nlu/health',
      summary: 'Whether nlu is well',
      access: 'public',
      responses: { 200: { description: 'It is', schema: nluHealthSchema } },
      handle: (_request, response) => {
        response.json({ status: 'ok', version, uptimeSeconds: Math.round(process.uptime()) });
      },
    },
  ];
}
