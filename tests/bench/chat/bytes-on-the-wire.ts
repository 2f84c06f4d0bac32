import type { BenchStack } from './bench-stack';
import { ChatClient } from './chat-client';
import { rounded } from './percentiles';

/** 120 words make 731 characters. */
const QUESTION = 'Berätta något om havet. [double:say 120] [double:pace 25]';

interface WebSocketTransport {
  ws: {
    on(event: 'message', listener: (data: Buffer) => void): void;
    off(event: 'message', listener: (data: Buffer) => void): void;
  };
}

/** What comes over the socket for one answer, frame headers with it. */
export async function bytesOnTheWire(stack: BenchStack, cookie: string): Promise<Record<string, unknown>> {
  const client = await ChatClient.connect(stack.url, cookie);
  const { ws } = client.socket.io.engine.transport as unknown as WebSocketTransport;
  let bytes = 0;
  let frames = 0;
  const count = (data: Buffer) => {
    frames++;
    bytes += data.length + headerLength(data.length);
  };
  ws.on('message', count);
  const answer = client.ask(QUESTION);
  const { reply } = await answer.done;
  ws.off('message', count);
  client.close();
  const textBytes = Buffer.byteLength(reply.text);
  return {
    characters: reply.text.length,
    bytes,
    frames,
    deltas: answer.deltas.length,
    over_text: rounded(bytes / textBytes),
  };
}

/** Of a frame from the server, which is not masked (RFC 6455, 5.2). */
function headerLength(payload: number): number {
  if (payload < 126) return 2;
  return payload < 65_536 ? 4 : 10;
}
