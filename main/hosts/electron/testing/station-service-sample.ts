/** A service process for the tests of the Electron host: answers one route, and does as its start arguments say. */
import { connectToParent } from '../../service-child.ts';
import { answerForwarded, isForwardedRequest } from '../fetch-forwarding.ts';
import type { ServiceStart } from '../service-messages.ts';

const start = JSON.parse(process.argv[2] ?? '{}') as ServiceStart;
const parent = connectToParent();

parent.onMessage((message) => {
  if (!isForwardedRequest(message)) return;
  void answerForwarded(message, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/crash') process.exit(3);
    if (pathname === '/fail') throw new Error('a path of the machine');
    if (pathname !== '/pictures') return undefined;
    return Response.json({ method: request.method, length: (await request.arrayBuffer()).byteLength });
  }).then((answer) => parent.send(answer));
});
parent.onMessage((message) => {
  if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'end')
    process.exit(0);
});
if (start.profile === 'broken') parent.send({ kind: 'failed', words: '数据目录正在使用 / in use' });
else parent.send({ kind: 'ready' });
