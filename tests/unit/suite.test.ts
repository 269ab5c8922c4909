import { createCipheriv, createPrivateKey, hkdfSync } from 'node:crypto'
import { hash as nativeHash, verify as nativeVerify } from '@node-rs/argon2'
import { argon2id, argon2Verify } from 'hash-wasm'
import { describe, expect, test } from 'vitest'
import { hashPin, nobodysHash, pinMatches } from '#shared/crypto/pin-hash.ts'
import {
  deriveKey,
  fingerprint,
  hash,
  makeKeyPair,
  openSealed,
  randomBytes,
  sameBytes,
  seal,
  sign,
  verify,
} from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('SHA-256 (FIPS 180-4)', () => {
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('%.12s…', (text, expected) => {
    expect(hash(text).toString('hex')).toBe(expected)
    expect(hash(text.slice(0, 2), Buffer.from(text.slice(2))).toString('hex')).toBe(expected)
  })
})

describe('HKDF-SHA-256 (RFC 5869)', () => {
  test('the platform passes test cases 1 and 3, and keys are derived in its zero-salt form', () => {
    const okm = (ikm: Buffer, salt: Buffer, info: Buffer) =>
      Buffer.from(hkdfSync('sha256', ikm, salt, info, 42)).toString('hex')
    const ikm = Buffer.alloc(22, 0x0b)
    expect(okm(ikm, hex('000102030405060708090a0b0c'), hex('f0f1f2f3f4f5f6f7f8f9'))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
    expect(okm(ikm, Buffer.alloc(0), Buffer.alloc(0))).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    )
    const derived = Buffer.from(hkdfSync('sha256', ikm, Buffer.alloc(0), 'pingchuang/db', 32))
    expect(deriveKey(ikm, 'db')).toEqual(derived)
  })

  test('each purpose has a key of its own', () => {
    const keys = ['db', 'slot/desk', 'slot/recovery'].map((purpose) =>
      deriveKey(Buffer.alloc(32), purpose).toString('hex'),
    )
    expect(new Set(keys).size).toBe(3)
  })
})

/** RFC 8032 section 7.1, tests 1 to 3: secret, public key, message, signature. */
const ed25519 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const

describe('Ed25519 (RFC 8032)', () => {
  test.each(ed25519)('%.8s…: signs and verifies as published', (secret, published, message, signature) => {
    const privateKey = Buffer.concat([hex('302e020100300506032b657004220420'), hex(secret)])
    const publicKey = Buffer.concat([hex('302a300506032b6570032100'), hex(published)])
    expect(createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' }).asymmetricKeyType).toBe(
      'ed25519',
    )

    const signed = sign(privateKey.toString('base64url'), hex(message))

    expect(Buffer.from(signed, 'base64url').toString('hex')).toBe(signature)
    expect(verify(publicKey.toString('base64url'), signed, hex(message))).toBe(true)
    expect(verify(publicKey.toString('base64url'), signed, hex(`${message}00`))).toBe(false)
  })

  test('a key, a signature or a message that is not right is a plain no, never an exception', () => {
    const { privateKey, publicKey } = makeKeyPair()
    const signed = sign(privateKey, 'gsc/head/1', '金山镇')
    expect(verify(publicKey, signed, 'gsc/head/1', '金山镇')).toBe(true)
    expect(verify(makeKeyPair().publicKey, signed, 'gsc/head/1', '金山镇')).toBe(false)
    for (const bad of ['', 'AAAA', 'not base64 !', privateKey]) {
      expect(verify(bad, signed, 'gsc/head/1', '金山镇')).toBe(false)
      expect(verify(publicKey, bad, 'gsc/head/1', '金山镇')).toBe(false)
    }
  })

  test('a key is shown to a person in four groups of four', () => {
    const { publicKey } = makeKeyPair()
    expect(fingerprint(publicKey)).toMatch(/^[0-9A-F]{4}( [0-9A-F]{4}){3}$/)
    expect(fingerprint(publicKey)).not.toBe(fingerprint(makeKeyPair().publicKey))
  })
})

describe('AES-256-GCM', () => {
  // Test cases 13, 14 and 16 of the GCM submission (McGrew, Viega), all with 256-bit keys.
  const key16 = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'
  const plain16 =
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39'
  test.each([
    ['00'.repeat(32), '00'.repeat(12), '', '', '', '530f8afbc74536b9a963b4f1c4cb738b'],
    [
      '00'.repeat(32),
      '00'.repeat(12),
      '00'.repeat(16),
      '',
      'cea7403d4d606b6e074ec5d3baf39d18',
      'd0d1c8a799996bf0265b98b5d48ab919',
    ],
    [
      key16,
      'cafebabefacedbaddecaf888',
      plain16,
      'feedfacedeadbeeffeedfacedeadbeefabaddad2',
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
      '76fc6ece0f4e1768cddf8853bb2d551b',
    ],
  ])(
    'published vector %#: what it sealed is opened, and its bytes are ours',
    (key, iv, plain, aad, body, tag) => {
      const cipher = createCipheriv('aes-256-gcm', hex(key), hex(iv))
      cipher.setAAD(hex(aad))
      expect(Buffer.concat([cipher.update(hex(plain)), cipher.final()]).toString('hex')).toBe(body)
      expect(cipher.getAuthTag().toString('hex')).toBe(tag)
      const sealed = Buffer.concat([Buffer.from([1]), hex(iv), hex(tag), hex(body)])
      if (aad === '') expect(openSealed(hex(key), sealed, '')).toEqual(hex(plain))
    },
  )

  test('opens under the same key and purpose only, and not with any bit changed or any end cut off', () => {
    const key = randomBytes(32)
    const sealed = seal(key, Buffer.from('数据密钥'), 'slot/desk/1')

    expect(openSealed(key, sealed, 'slot/desk/1')?.toString()).toBe('数据密钥')
    expect(openSealed(randomBytes(32), sealed, 'slot/desk/1')).toBeUndefined()
    expect(openSealed(key, sealed, 'slot/recovery/1')).toBeUndefined()
    for (let bit = 8; bit < sealed.length * 8; bit += 1) {
      const spoiled = Buffer.from(sealed)
      spoiled[bit >> 3] = (spoiled[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(openSealed(key, spoiled, 'slot/desk/1')).toBeUndefined()
    }
    for (let end = 1; end < sealed.length; end += 1)
      expect(openSealed(key, sealed.subarray(0, end), 'slot/desk/1')).toBeUndefined()
  })

  test('a suite this build does not know is a fault, not a wrong key', () => {
    const sealed = seal(Buffer.alloc(32), Buffer.from('x'), 'y')
    sealed[0] = 2
    expect(() => openSealed(Buffer.alloc(32), sealed, 'y')).toThrow('suite-unknown')
  })

  test('the same thing sealed twice looks different', () => {
    const once = [1, 2, 3].map(() => seal(Buffer.alloc(32), Buffer.from('x'), 'y').toString('hex'))
    expect(new Set(once).size).toBe(3)
  })
})

describe('Argon2id', () => {
  const salt = Buffer.from('0123456789abcdef')
  const native = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1, salt } as const
  const wasm = {
    memorySize: 65_536,
    iterations: 3,
    parallelism: 1,
    hashLength: 32,
    salt,
    outputType: 'encoded',
  } as const

  test('the native module and WASM write the same hash and give the same verdict on each other', async () => {
    const [one, other] = await Promise.all([
      nativeHash('135790', native),
      argon2id({ ...wasm, password: '135790' }),
    ])
    expect(one).toBe(other)
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    for (const [pin, fits] of [
      ['135790', true],
      ['135791', false],
    ] as const) {
      expect(await nativeVerify(other, pin)).toBe(fits)
      expect(await argon2Verify({ password: pin, hash: one })).toBe(fits)
    }
  })

  test('a kept PIN is found again, a wrong one is not, and two people with one PIN have different hashes', async () => {
    const [one, other] = await Promise.all([hashPin('246801'), hashPin('246801')])
    expect(one).not.toBe(other)
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(await pinMatches('246801', one)).toBe(true)
    expect(await pinMatches('246802', one)).toBe(false)
    expect(await argon2Verify({ password: '246801', hash: other })).toBe(true)
  })

  test('the hash that stands in for an unknown person costs the same and fits no PIN', async () => {
    const hashed = await nobodysHash
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(await pinMatches('000000', hashed)).toBe(false)
  })
})

describe('small parts', () => {
  test('ids sort by the time they were made and are never the same', () => {
    const ids = Array.from({ length: 500 }, (_, at) => uuidV7(1_790_000_000_000 + at))
    expect(ids).toEqual(ids.toSorted())
    expect(new Set(Array.from({ length: 500 }, () => uuidV7(0))).size).toBe(500)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test('bytes of different length are different, without an exception', () => {
    expect(sameBytes(Buffer.from('ab'), Buffer.from('ab'))).toBe(true)
    expect(sameBytes(Buffer.from('ab'), Buffer.from('ac'))).toBe(false)
    expect(sameBytes(Buffer.from('ab'), Buffer.from('abc'))).toBe(false)
  })
})
