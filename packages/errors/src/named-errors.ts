import { AliceError } from './alice-error';

/** The body is no JSON. */
export class InvalidJsonError extends AliceError {
  readonly code = 'invalid_json';
}

/** The input is readable but breaks its schema or a rule; `fields` says where. */
export class InvalidInputError extends AliceError {
  readonly code = 'invalid_input';
}

/** Nobody is signed in, or what was sent to sign in with is wrong. */
export class UnauthenticatedError extends AliceError {
  readonly code = 'unauthenticated';
}

/** Somebody is signed in but may not do this. */
export class ForbiddenError extends AliceError {
  readonly code = 'forbidden';
}

/** It does not exist, or not for this user. */
export class NotFoundError extends AliceError {
  readonly code = 'not_found';
}

/** The address exists, but not with this method. */
export class MethodNotAllowedError extends AliceError {
  readonly code = 'method_not_allowed';
}

/** What is asked contradicts what is there already. */
export class ConflictError extends AliceError {
  readonly code = 'conflict';
}

/** The body is larger than the address takes. */
export class TooLargeError extends AliceError {
  readonly code = 'too_large';
}

/** Too much was asked by the same caller; `retryAfterSeconds` says when to come back. */
export class RateLimitedError extends AliceError {
  readonly code = 'rate_limited';
}

/** The body is of a type or encoding that the address does not take. */
export class UnsupportedMediaTypeError extends AliceError {
  readonly code = 'unsupported_media_type';
}

/** A service that this needs does not answer. */
export class UnavailableError extends AliceError {
  readonly code = 'unavailable';
}

/** No language model can be reached. */
export class LlmUnavailableError extends AliceError {
  readonly code = 'llm_unavailable';
}

/** The language model has all the work that it can take. */
export class LlmBusyError extends AliceError {
  readonly code = 'llm_busy';
}

/** The language model's server runs but does not have the model. */
export class ModelMissingError extends AliceError {
  readonly code = 'model_missing';
}

/** What is asked does not fit into the language model's context. */
export class PromptTooLongError extends AliceError {
  readonly code = 'too_large';
}

/** The environment is wrong; the message names variables and never their values. Ends the start with exit code 78. */
export class ConfigError extends AliceError {
  readonly code = 'internal';
}
