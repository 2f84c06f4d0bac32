import { MessageDeflater } from './message-deflater';

/** As much of ws's extension as is used here. `compress` is given a text or bytes. */
interface Extension {
  params: { server_no_context_takeover?: boolean };
  compress: (
    data: string | Uint8Array,
    fin: boolean,
    callback: (error: Error | null, packed: Uint8Array) => void,
  ) => void;
}

/** As much of a websocket of ws as is used here. */
interface Deflated {
  _extensions?: { 'permessage-deflate'?: Extension };
}

/**
 * Has what a websocket sends from now on compressed at once. ws would hand each message to zlib's threads and wait for
 * them, which for one as short as a word takes more than all else that is done for it.
 */
export function deflateAtOnce(websocket: unknown): void {
  const extension = (websocket as Deflated)._extensions?.['permessage-deflate'];
  // A page that knows no compression, or wants none kept from message to message, is left as it is.
  if (extension === undefined || extension.params.server_no_context_takeover) return;
  const deflater = new MessageDeflater();
  extension.compress = (data, _fin, callback) =>
    callback(null, deflater.deflate(typeof data === 'string' ? Buffer.from(data) : data));
}
