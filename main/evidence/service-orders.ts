import { type Caller, personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';

export function viewerOf(caller: Caller) {
  const { session } = personOf(caller);
  return { person: session.person.id, role: session.post.role, permissions: session.permissions };
}

/** The order part of `contract.evidence` (调用审批). */
export function createOrderService({ os: { evidence }, store, verify }: EvidenceServiceOptions) {
  const pass = through(store);
  return {
    orders: evidence.orders.handler(({ input, context }) =>
      store.query('evidence.orders', { ...input, viewer: viewerOf(context.caller) }),
    ),
    order: evidence.order.handler(async ({ input, context }) => {
      const order = await store.query('evidence.order', { id: input.id, viewer: viewerOf(context.caller) });
      return { ...order, story: await store.query('evidence.story', { aggregate: `order:${input.id}` }) };
    }),
    createOrder: evidence.createOrder.handler(pass.command('evidence.createOrder')),
    editOrder: evidence.editOrder.handler(pass.command('evidence.editOrder')),
    submitOrder: evidence.submitOrder.handler(pass.command('evidence.submitOrder')),
    withdrawOrder: evidence.withdrawOrder.handler(pass.command('evidence.withdrawOrder')),
    approveOrder: evidence.approveOrder.handler(pass.command('evidence.approveOrder')),
    rejectOrder: evidence.rejectOrder.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      return (
        await store.execute(
          'evidence.decideAgainst',
          { ...input, decision: 'rejected' },
          { actor, commandId },
        )
      ).output;
    }),
    returnOrder: evidence.returnOrder.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      return (
        await store.execute(
          'evidence.decideAgainst',
          { ...input, decision: 'returned' },
          { actor, commandId },
        )
      ).output;
    }),
    releaseOrder: evidence.releaseOrder.handler(pass.command('evidence.releaseOrder')),
    handOverOrder: evidence.handOverOrder.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const borrower = await verify(input.borrower);
      const { output } = await store.execute(
        'evidence.handOverOrder',
        { id: input.id, borrower, scanned: input.scanned },
        { actor, commandId: input.commandId },
      );
      return output;
    }),
    returnItem: evidence.returnItem.handler(
      async ({ input: { commandId, deliveredBy, ...input }, context }) => {
        const { actor } = personOf(context.caller);
        const person = await verify(deliveredBy);
        return (
          await store.execute('evidence.returnItem', { ...input, deliveredBy: person }, { actor, commandId })
        ).output;
      },
    ),
    askExtension: evidence.askExtension.handler(pass.command('evidence.askExtension')),
    decideExtension: evidence.decideExtension.handler(pass.command('evidence.decideExtension')),
    closeOrder: evidence.closeOrder.handler(pass.command('evidence.closeOrder')),
  };
}
