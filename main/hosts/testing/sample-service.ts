/** A child for the supervisor's tests: does what it is told over the parent line. */
import { connectToParent, exitOnUncaught } from '../service-child.ts';

const parent = connectToParent();
exitOnUncaught((error) => process.stderr.write(`uncaught ${String(error)}\n`));

parent.onMessage((message) => {
  const order = message as { readonly kind: string; readonly value?: unknown };
  switch (order.kind) {
    case 'echo':
      parent.send({ kind: 'echo', value: order.value });
      return;
    case 'environment':
      parent.send({ kind: 'environment', value: { ...process.env } });
      return;
    case 'print':
      process.stdout.write(String(order.value));
      return;
    case 'exit':
      process.exit(Number(order.value));
      return;
    case 'reject':
      void Promise.reject(new Error('nobody caught this'));
      return;
    default:
      parent.send({ kind: 'unknown' });
  }
});
if (process.argv[2] !== 'deaf') parent.onEnd(() => process.exit(0));
parent.send({ kind: 'ready', pid: process.pid });
