import { lockSettingsForm } from '../settings.ts';
import { LOCK_8A_LIMITS } from './session.ts';

export const lock8aSettingsForm = lockSettingsForm(LOCK_8A_LIMITS);
