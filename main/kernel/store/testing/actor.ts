import type { Actor } from '../../module.ts';

export const TEST_ACTOR: Actor = {
  person: '01932c07-0000-7000-8000-000000000001',
  name: '测试员',
  post: '01932c07-0000-7000-8000-000000000002',
  method: 'card-pin',
  station: 'desk-1',
};
