import type { DepartmentInput } from '#city/services/department.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { TestCity } from './a-city.ts'

type Said = Partial<DepartmentInput> & Pick<DepartmentInput, 'move'>
export type Heard = { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

/** An office of a department with a key of its own, asking over the line as its own system would. */
export async function anOffice(city: TestCity, name = '县市场监督管理局', area = '360322') {
  const opened = await city.operator('POST', '/v1/operator/offices', { name, area })
  const { key, officeId } = opened.body as { key: string; officeId: string }
  return {
    officeId,
    key,
    act: (said: Said) =>
      officeAsks(city.url, key, 'POST', '/v1/department/acts', {
        requestId: `r-${uuidV7(0)}`,
        docNo: '栗市监〔2026〕第118号',
        on: '2026-09-15',
        ...said,
      }),
    items: (after = '', limit = 100) =>
      officeAsks(city.url, key, 'GET', `/v1/department/items?after=${after}&limit=${limit}`),
  }
}

export type TestOffice = Awaited<ReturnType<typeof anOffice>>

export async function officeAsks(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<Heard> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Heard['body'] }
}
