/** Every stable code this driver puts into events and errors; the README explains each. */
export const REASON = {
  /** States. */
  refusedOtherClient: 'llrp.refused_other_client',
  refused: 'llrp.refused',
  linkLost: 'llrp.link_lost',
  noGen2: 'llrp.no_gen2',
  unknownRegion: 'llrp.unknown_region',
  settingsInvalid: 'llrp.settings_invalid',
  provisioningFailed: 'llrp.provisioning_failed',
  antennaDisconnected: 'llrp.antenna_disconnected',
  bufferWarning: 'llrp.buffer_warning',
  readerException: 'llrp.reader_exception',
  foreignProtocol: 'llrp.foreign_protocol',
  /** Blind intervals. */
  readerRestarted: 'llrp.reader_restarted',
  bufferOverflow: 'llrp.buffer_overflow',
  roSpecEnded: 'llrp.rospec_ended',
  reportRefused: 'llrp.report_refused',
  reportLightened: 'llrp.report_lightened',
  /** Security. */
  otherClientTried: 'llrp.other_client_tried',
  configurationTouched: 'llrp.configuration_touched',
  /** Why the link ended, and details of failed requests. */
  keepaliveLost: 'llrp.keepalive_lost',
  readerClosed: 'llrp.reader_closed',
  noGreeting: 'llrp.no_greeting',
  tagNotFound: 'llrp.tag_not_found',
  partialWrite: 'llrp.partial_write',
  writeRefused: 'llrp.write_refused',
  verifyFailed: 'llrp.verify_failed',
} as const;

export type Reason = (typeof REASON)[keyof typeof REASON];
