import { DeviceError } from '../../../../drivers/errors.ts';
import { parseTransportUrl, type TransportAddress } from '../../../../drivers/transport/url.ts';
import { wrongUsage } from '../tool-error.ts';

/** @throws ToolError `tool.usage` for a text that is no address of a line */
export function transportAddress(url: string): TransportAddress {
  try {
    return parseTransportUrl(url);
  } catch (error) {
    if (error instanceof DeviceError) throw wrongUsage(error.message);
    throw error;
  }
}
