import { customType } from 'drizzle-orm/sqlite-core'

/** A JSON value in a TEXT column. Unlike drizzle's own JSON mode, absent is NULL in prepared statements too. */
export const json = customType<{ data: unknown; driverData: string | null }>({
  dataType: () => 'text',
  toDriver: (value) => (value === null || value === undefined ? null : JSON.stringify(value)),
  fromDriver: (text) => (text === null ? null : (JSON.parse(text) as unknown)),
})
