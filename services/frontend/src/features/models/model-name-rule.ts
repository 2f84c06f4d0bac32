/** As in the contract's `modelNameSchema`, which is not imported so that zod stays out of the browser. */
const MODEL_NAME = /^[A-Za-z0-9][\w.-]*(?:\/[\w.-]+){0,3}(?::[\w.-]+)?$/;
export const MAX_NAME_LENGTH = 200;

/** Whether Ollama could take this for a model's name. */
export const isModelName = (name: string): boolean => name.length <= MAX_NAME_LENGTH && MODEL_NAME.test(name);

/** A name as Ollama lists it: with `latest` where no tag is given. */
export const listedName = (name: string): string => (name.includes(':') ? name : `${name}:latest`);
