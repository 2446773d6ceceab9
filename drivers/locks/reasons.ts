/** Every stable code the lock drivers put into events and errors; words in resources/i18n/…/devices.json. */
export const LOCK_REASON = {
  lineGarbage: 'line.garbage',
  /** A board does not answer; what its doors do is unknown. */
  boardSilent: 'lock.board_silent',
  /** Contact sense and byte order have not been found by opening one door at a time. */
  notCommissioned: 'lock.not_commissioned',
  refused: 'lock.refused',
  holdNotAllowed: 'lock.hold_not_allowed',
  outcomeUnknown: 'lock.outcome_unknown',
  /** Security: a door opened that nobody had asked to open. */
  openedUnasked: 'lock.opened_unasked',
  /** Security: a door stands otherwise than before the line was lost. */
  changedWhileAway: 'lock.changed_while_away',
  /** Security: a door stands otherwise than when an earlier run of the program last saw it. */
  changedWhileOff: 'lock.changed_while_off',
} as const;
