import { describe, expect, test } from 'vitest'
import { checkPhone } from '#shared/domain/phone.ts'

describe('a telephone number at the counter', () => {
  test.each([
    ['13800003210', '13800003210', 'MOBILE'],
    [' 138 0000 3210', '13800003210', 'MOBILE'],
    ['138-0000-3210', '13800003210', 'MOBILE'],
    ['+8613800003210', '13800003210', 'MOBILE'],
    ['１３８００００３２１０', '13800003210', 'MOBILE'],
    ['0799-6330000', '0799-6330000', 'LANDLINE'],
    ['07996330000', '07996330000', 'LANDLINE'],
    ['010-12345678-801', '010-12345678-801', 'LANDLINE'],
  ])('%s is kept as %s', (raw, phone, kind) => {
    expect(checkPhone(raw)).toEqual({ ok: true, value: { phone, kind } })
  })

  test.each(['', '12800003210', '1380000321', '138000032100', '6330000', '0799-633000', '没有电话'])(
    '%s is refused',
    (raw) => {
      expect(checkPhone(raw)).toMatchObject({ ok: false, refusal: { code: 'phone-form' } })
    },
  )
})
