import type { Socket } from 'node:net';
import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { rounded } from './percentiles';

/** 120 words make 731 characters. */
const QUESTION = 'Berätta något om havet. [double:say 120] [double:pace 25]';

/** The websocket library's own connection: what it tells of messages is what they are unpacked. */
interface WebSocketTransport {
  ws: { _socket: Socket };
}

/** What comes over the socket for one answer, packed as it is and frame headers with it. */
export async function bytesOnTheWire(stack: BenchStack, cookie: string): Promise<Record<string, unknown>> {
  const client = await ChatClient.connect(stack.url, cookie);
  const { ws } = client.socket.io.engine.transport as unknown as WebSocketTransport;
  const before = ws._socket.bytesRead;
  const answer = client.ask(QUESTION);
  const { reply } = await answer.done;
  const bytes = ws._socket.bytesRead - before;
  client.close();
  const textBytes = Buffer.byteLength(reply.text);
  return {
    characters: reply.text.length,
    bytes,
    deltas: answer.deltas.length,
    over_text: rounded(bytes / textBytes),
  };
}
