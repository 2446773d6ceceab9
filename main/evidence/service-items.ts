import { randomBytes } from 'node:crypto';
import { makeOpaqueHandle } from '../../drivers/rfid/epc/index.ts';
import { renderLabel } from '../kernel/documents/labels/render.ts';
import { Refusal } from '../kernel/errors.ts';
import { personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import { parseEvidenceCode } from './items/evidence-code.ts';
import { encodeDeskTag, labelData, printLabel, readDesk } from './labels.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';

/** What a scanned label says: the part before the first `/` of a QR, else the text itself. */
function scannedText(scan: string): string {
  return (scan.trim().split('/')[0] ?? '').trim();
}

/** The case and item part of `contract.evidence`: registration, intake, tags, labels, search, counts. */
export function createItemService(options: EvidenceServiceOptions) {
  const { os, store, devices, attachments, bus, verify } = options;
  const { evidence } = os;
  const pass = through(store);
  const newHandle = () => makeOpaqueHandle(randomBytes(12), options.applicationFamily).hex;
  const itemOf = (id: string) => store.query('evidence.item', { id, permissions: [] });

  return {
    cases: evidence.cases.handler(pass.query('evidence.cases')),
    case: evidence.case.handler(async ({ input }) => {
      const view = await store.query('evidence.case', input);
      const { rows } = await store.query('evidence.items', { caseId: input.id, limit: 200 });
      return {
        ...view,
        itemRows: rows,
        story: await store.query('evidence.story', { aggregate: `case:${input.id}` }),
      };
    }),
    createCase: evidence.createCase.handler(pass.command('evidence.createCase')),
    nextCaseNumber: evidence.nextCaseNumber.handler(({ input, context }) =>
      store.query('evidence.nextCaseNumber', {
        kind: input.kind,
        unit: personOf(context.caller).session.post.unit,
      }),
    ),

    items: evidence.items.handler(pass.query('evidence.items')),
    item: evidence.item.handler(({ input, context }) =>
      store.query('evidence.item', {
        id: input.id,
        permissions: personOf(context.caller).session.permissions,
      }),
    ),
    story: evidence.story.handler(pass.query('evidence.story')),
    find: evidence.find.handler(async ({ input }) => {
      const text = scannedText(input.scan);
      const item = await store.query('evidence.itemByCodeOrEpc', { text });
      if (item !== null) return { kind: 'item' as const, id: item.id, title: `${item.name} ${item.code}` };
      if (text.startsWith('W') && parseEvidenceCode(text) === undefined)
        throw new Refusal('evidence.code_misread', { code: text });
      const order = await store.query('evidence.orderByNumber', { number: text });
      if (order !== null) return { kind: 'order' as const, id: order.id, title: order.number };
      const place = await store.query('evidence.placeByCode', { code: text });
      if (place !== null)
        return {
          kind: 'place' as const,
          id: place.kind === 'cell' ? (place.parent ?? place.id) : place.id,
          title: place.path,
        };
      const owner = await store.query('identity.cardOwner', { cardId: text.toUpperCase() });
      return owner === null ? null : { kind: 'person' as const, id: owner.person, title: owner.name };
    }),

    registerItem: evidence.registerItem.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      return (
        await store.execute('evidence.registerItem', { ...input, block: options.block }, { actor, commandId })
      ).output;
    }),
    editItem: evidence.editItem.handler(pass.command('evidence.editItem')),
    voidItem: evidence.voidItem.handler(pass.command('evidence.voidItem')),
    addPhoto: evidence.addPhoto.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      if (!(await attachments.has(input.hash))) throw new Refusal('attachment.unknown', {});
      return (await store.execute('evidence.addPhoto', input, { actor, commandId })).output;
    }),
    submitItem: evidence.submitItem.handler(pass.command('evidence.submitItem')),
    arriveAtCounter: evidence.arriveAtCounter.handler(pass.command('evidence.arriveAtCounter')),
    refuseItem: evidence.refuseItem.handler(pass.command('evidence.refuseItem')),
    readDesk: evidence.readDesk.handler(async () => {
      const read = await readDesk(devices);
      const tags = await Promise.all(
        read.map(async (tag) => {
          const item = await store.query('evidence.itemByCodeOrEpc', { text: tag.epc });
          return { ...tag, item: item?.id ?? null, itemName: item?.name ?? null };
        }),
      );
      bus.publish({ kind: 'desk-tags', tags: tags.map(({ epc, tid, item }) => ({ epc, tid, item })) });
      return tags;
    }),
    encodeTag: evidence.encodeTag.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const item = await itemOf(input.id);
      if (item.tagged) throw new Refusal('evidence.item_has_tag', { item: item.code });
      const written = await encodeDeskTag(devices, randomBytes(12), options.applicationFamily);
      await store.execute(
        'evidence.bindTag',
        {
          id: input.id,
          epc: written.epc,
          tid: written.tid,
          method: 'desk-reader',
          readBack: written.verified,
        },
        { actor, commandId: input.commandId },
      );
      return written;
    }),
    bindTag: evidence.bindTag.handler(pass.command('evidence.bindTag')),
    releaseTag: evidence.releaseTag.handler(pass.command('evidence.releaseTag')),
    acceptItem: evidence.acceptItem.handler(async ({ input: { commandId, officer, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      const verified = await verify(officer);
      return (
        await store.execute('evidence.acceptItem', { ...input, officer: verified }, { actor, commandId })
      ).output;
    }),
    moveItem: evidence.moveItem.handler(pass.command('evidence.moveItem')),
    reportFound: evidence.reportFound.handler(pass.command('evidence.reportFound')),
    reportDamage: evidence.reportDamage.handler(pass.command('evidence.reportDamage')),

    labelPreview: evidence.labelPreview.handler(async ({ input }) => {
      const label = await renderLabel({
        template: input.template,
        data: labelData(await itemOf(input.id)),
        language: 'zpl',
      });
      return {
        png: Buffer.from(label.png).toString('base64'),
        widthMm: label.widthMm,
        heightMm: label.heightMm,
      };
    }),
    printLabel: evidence.printLabel.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const item = await itemOf(input.id);
      if (input.encode && item.tagged) throw new Refusal('evidence.item_has_tag', { item: item.code });
      const printed = await printLabel(devices, item, {
        template: input.template,
        copies: input.encode ? 1 : input.copies,
        epc: input.encode ? newHandle() : null,
      });
      if (printed.state === 'done') {
        await store.execute(
          'evidence.labelPrinted',
          {
            id: input.id,
            template: input.template,
            copies: input.copies,
            job: printed.jobId,
            epc: printed.epc,
          },
          { actor, commandId: input.commandId },
        );
        if (input.encode && printed.epc !== null) {
          await store.execute(
            'evidence.bindTag',
            { id: input.id, epc: printed.epc, tid: null, method: 'printer', readBack: true },
            { actor },
          );
        }
      }
      return printed;
    }),

    statistics: evidence.statistics.handler(pass.query('evidence.statistics')),
    itemCounts: evidence.itemCounts.handler(pass.query('evidence.itemCounts')),
  };
}
