import { DecodeSession } from './decode/session.ts';
import type { Request } from './decode/protocol.ts';

const session = new DecodeSession((reply) => postMessage(reply));

addEventListener('message', ({ data }: MessageEvent<Request>) => session.take(data));
