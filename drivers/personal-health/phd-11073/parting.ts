import { DeviceError } from '../../errors.ts';
import type { Parting } from './manager.ts';
import { ABORT_REASON, ASSOCIATION_RESULT, nameIn } from './nomenclature.ts';

/** Reason code of the state after an association ended, for the screen. */
export function reasonOfParting(parting: Parting): string {
  switch (parting.by) {
    case 'release':
      return 'phd.released';
    case 'refusal':
      return 'phd.refused';
    case 'agentAbort':
      return 'phd.aborted';
    case 'ourAbort':
      return parting.reason === ABORT_REASON.undefined ? 'phd.protocol' : 'phd.silent';
  }
}

/** Why a request that was under way got no answer. */
export function errorOfParting(parting: Parting): DeviceError {
  switch (parting.by) {
    case 'release':
      return new DeviceError('device.away', 'the device has ended the association', { retryable: true });
    case 'refusal':
      return new DeviceError('device.unsupported', 'the device’s association was refused', {
        detail: { result: nameIn(ASSOCIATION_RESULT, parting.result) },
      });
    case 'agentAbort':
      return new DeviceError('device.fault', 'the device has aborted the association', {
        retryable: true,
        detail: { reason: nameIn(ABORT_REASON, parting.reason) },
      });
    case 'ourAbort':
      return new DeviceError(
        parting.reason === ABORT_REASON.undefined ? 'protocol.unexpected' : 'device.timeout',
        'the association was aborted',
        { retryable: true, detail: { reason: nameIn(ABORT_REASON, parting.reason) } },
      );
  }
}
