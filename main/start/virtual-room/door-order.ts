/**
 * What a request to the relay board orders the door to do, read from its bytes (`lock-boards.md` section 4, Waveshare
 * boards: function 5, address = relay − 1, FF00 on, 0000 off, address 02xx flash). Undefined for every other request:
 * "all off", which a driver sends at every start, is no order to lock.
 *
 * @param request a whole Modbus-RTU frame
 * @param relay from 1
 */
export function doorOrder(request: Uint8Array, relay: number): 'lock' | 'release' | undefined {
  const [, functionCode, page, address, high, low] = request;
  if (functionCode !== 5 || address !== relay - 1) return undefined;
  const value = ((high ?? 0) << 8) | (low ?? 0);
  if (page === 0x02) return value > 0 ? 'release' : undefined;
  if (page !== 0x00) return undefined;
  return value === 0 ? 'lock' : 'release';
}
