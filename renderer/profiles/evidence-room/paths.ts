/** Paths of the screens of this profile's own things; one place, so that links do not drift from routes. */
export const paths = {
  dashboard: '/dashboard',
  items: '/items',
  /** The list with one question already asked: `overdue`, `out`, `waiting` … */
  itemsView: (view: string) => `/items/view/${view}`,
  newItem: '/items/new',
  newItemOfCase: (caseId: string) => `/items/new/${caseId}`,
  item: (id: string) => `/items/${id}`,
  editItem: (id: string) => `/items/${id}/edit`,
  intake: '/items/intake',
  intakeOf: (id: string) => `/items/intake/${id}`,
  cases: '/cases',
  newCase: '/cases/new',
  case: (id: string) => `/cases/${id}`,
  storage: '/storage',
  place: (id: string) => `/storage/${id}`,
  statistics: '/statistics',
  /** Pages of the operations part. */
  order: (id: string) => `/orders/${id}`,
  orders: '/orders',
  newOrderOfItem: (item: string) => `/orders/new/${item}`,
  gate: '/gate',
  alarm: (id: string) => `/gate/alarms/${id}`,
  person: (id: string) => `/settings/persons/${id}`,
} as const;
