import * as z from 'zod/mini';
import { allow, id, instant } from './common.ts';
import { roles } from './identity.ts';

/** 虚拟设备: only in the demo world. */
export const virtualRoomContract = {
  state: allow('public')
    .input(z.object({}))
    .output(
      z.object({
        persons: z.array(
          z.object({
            id,
            name: z.string(),
            role: z.enum(roles),
            roleName: z.string(),
            account: z.string(),
            pin: z.string(),
            password: z.string(),
            side: z.enum(['inside', 'outside']),
          }),
        ),
        /** Items whose tag physically exists, and where it is in the virtual room. */
        items: z.array(
          z.object({
            id,
            code: z.string(),
            name: z.string(),
            epc: z.string(),
            where: z.enum(['room', 'outside', 'desk']),
          }),
        ),
        deskTags: z.array(z.object({ epc: z.string(), tid: z.string(), item: z.nullable(z.string()) })),
        labels: z.array(
          z.object({
            at: instant,
            png: z.string(),
            epc: z.nullable(z.string()),
            code: z.nullable(z.string()),
          }),
        ),
        /** Everybody who is under way, in the order of setting out. */
        walking: z.array(
          z.object({ id, person: z.nullable(z.string()), path: z.string(), progress: z.number() }),
        ),
        signals: z.object({ siren: z.boolean(), strobe: z.boolean(), doorLocked: z.boolean() }),
        faults: z.array(z.string()),
      }),
    ),
  tapCard: allow('public')
    .input(z.object({ person: id, reader: z.enum(['door', 'desk']) }))
    .output(z.object({})),
  layOnDesk: allow('public')
    .input(z.object({ item: z.nullable(id) }))
    .output(z.object({})),
  clearDesk: allow('public').input(z.object({})).output(z.object({})),
  walk: allow('public')
    .input(
      z.object({
        person: z.nullable(id),
        wearsBadge: z.boolean(),
        items: z.array(id).check(z.maxLength(20)),
        path: z.enum(['out', 'in', 'turn-back', 'walk-by', 'stand']),
      }),
    )
    .output(z.object({ seconds: z.number() })),
  fault: allow('public')
    .input(
      z.object({
        device: z.string(),
        fault: z.enum(['none', 'silent', 'unplugged', 'garbage', 'paper-out', 'reboot', 'antenna-down']),
      }),
    )
    .output(z.object({})),
};
