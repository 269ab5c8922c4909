/**
 * A batch as a desk of protocol version 1 put it on the line, byte for byte, with the key it was signed by: its
 * opening, a case, and the decision on it. Never made anew: what this says must be understood for ever.
 */
export const recordedPush = {
  centreId: '360322102',
  deskId: '01a09d7b-5220-79e5-aa65-bb75ec0b7897',
  deskPart: 'A01',
  publicKey: 'MCowBQYDK2VwAyEAQ9rNK7ULixkIXGkdcwtEydZJTSTM_upYVcbLMJxBNlo',
  caseNo: '36032210220260914A010001J',
  headers: {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'x-desk-id': '01a09d7b-5220-79e5-aa65-bb75ec0b7897',
    'x-created-ms': '1789348500000',
    'x-nonce': '01a09d7b-5220-7d0d-a614-e8cd6473b288',
    'x-body-sha256': 'O5Ds-C2p19A9cMP8hqpkBA1F3sdXXt8fhhOkBCiWgSQ',
    'x-signature': '-5TcCyxKzxpQmCdSCHPIYwcBYCdCdSB0cBdRvfxgBa07AX3sNTS9KbLdiOws3HBuUQq5Ei7LAhreasg6HYngAA',
  },
}

export const recordedBody = Buffer.from(
  [
    'H4sIAAAAAAAAA+1YW2/byBX+L/MsFsObSOpNN9u0ZV0sS74pEIbkUKRFcmhyJNkyBCQtsNktkE2CbtECzWKRbrooCnSTokAbJG3z',
    'Zyxf/kXBi2TZKxubvLRdVE/UnNuc73zn8EinwA8IJSDHZoCGqG6pBsgByCKoGJLGiBwHGUnkZQYZEs/oiDNFlufEbFYEGYB9olux',
    'qRkQt4mP4mc/wMM1FFogB/I//hO582hg4xDkDk4B9obYIT4GOXDaAUinJOiAXAc4ttcBmQ7QiHHS1Ynr2jQ+D+HK6kZeWBVaptfd',
    'VjYqu85+XWnpfSeQArPPbq+bXL/mtvN9eG3vYK8DcmxWig8I7dpG7Cx6ZthYT48uhWcCPgt5jmMhF8sM7IcdkDt4ED+H/ZnWLfQU',
    'LDIIZUVG0yQR61CTZEWKHUS+T+6wkniJ0UxNZGSR5SDEsiGK2cQqQj26d6YDLBRaXeT0EgwsxKU6fdtLvEb3YoiPPWzMBd1hau0S',
    'j3TdKAeY6cR1i20+omqxzxAfpQ5njkfIcRLHrCQrvCCLMPpMQAaEyKEgB+zxoWWqNEvHvnHc3WOHFusIld06Hpb3PWetfbI9bBmj',
    'LYE73gOZuFoJE+iJj5cmFn1XPxL/pLjqstomoipyk2jn3zy7+vXjs399OH/z/PzFk+kvX569/fP0wy/moesoSIiYhwlx/ADp1NYj',
    'cxM5IZ6ASebjae3Zg3Cl4K8OKd4s9DW92u7t+E7LyBqiohVFedcq1uSN/fHIafyA1pIs38NrFOI7mGdqGqNBXWMMUec4yTR0jRX+',
    's81gChqDBAkxbNZgocCaLDTkj28GF1GKAybAOraH9zcEC+GNnqD7tZ7KtQWP7xbqg8raoGwOVlDVD+F+lez1FZW2rUpwXJEa/YWe',
    '4O7vCfZmT2wUmXphIyyS3ZHeIGWN32qZUPfrq+LoGPrH2YJg7lQsdbuiwuU9sSy/qNDL++KeOqMQV8nNInOQy0KFFfLxrdn1WDEJ',
    'mLoPcEjRIEAeXZBdd9Dnzy+/ezT9x8OrV8+uvvssVnEwMkrYT6g+/fLD9O3Ppy/eXfzu+cXX3158//Li2WfTvzxMb0SRQ3oD3MZB',
    'aBMvtoiu9DOoxAqznGvXIgYqTJrQTLr5g5GU6QDk+46tx9fOnXaAjwJ6shyxLJIZjYcKIwkiMhHM6iKn3aRYvbzVrFXjM2+W+tnb',
    'R9M3T8/fv4yPbaM6cDUcLMKrKBCykGU5Xkh1sEdterKJqUUSx9t79XIpmSwW8RLHLC9DKbKFsAMmcZ5+gEPsUUTtIU7y0ZGPdJue',
    'xBbNcmUlUUVeOMJBmOigAKOka1zkOImCSQI3kYYW8ed1TDK5+vr3cREjRZvimNYHp8lzypx0DkYnKZomIQbj4yAebosAXX37zfRX',
    'jy7eP7189ofL799On76ejRR6Hfc+egTESbRK5aJaKs9JvDEvy1ZtU23OAAyIa4dRf0TZxbMy4sHAS4fuTpJXSBEdUBKcXOtxd+kl',
    '0bfKxbLaTqPoDtH7Kb5+QIZ2xFvkzN8Hk8wtvLjbeIV2z9MICoz/ozWZPEhGCg5s5MzYFpBRCpXLzmZOrKDO5336upuDl8A2ffHu',
    '/IuHZ//8cPHVHy9fPzr/7ZfJJYhv4zCd1yn/O2D66sn0yZuz939LdAYhJcZJnTi2nvRUsVbfS4JgHYfhrNW2yo2WupWmZ5HRNqlp',
    'FNnJfLr46q+Xr/9+9u7d5eM/TV89jnUGITYKke3BvHkiTkSJHw6MHnbxbERdY9hs1esVNQ1CUR97C1dKKLYAEncXSNxPGqSd/Jxm',
    'WhIWV2wdeyFeghF/F0b8/zxGkweftoQejfcDt205mqW26XGZyCsysXdRMFolxbWj3V2z7zUlcc/cr7VuL6GiyP5UdlADc4wiZrMM',
    'J0FO0XleEk38yTuogXXbuH8F5W6toGYg+G4okqCy58g9upkdF4jXLOX3vMOB3gwrdWO0duiZNfU4XFhB+ftXUO7mCurJPbuxugN7',
    'Yn9dqLQrhzwWWqXeOq/kV2lzveW2+65TruY1fnTvCrqY3idtoBZJfjt1QL5YLNe30/rGXpfveGRAdeLiuzeR64GQuFzy5kG6jn16',
    'V4TZm7A0wDfEnDz3H78Bb8hZyHBwZv5jl4D/yqtGXeUjP1kaD07TL8srC7OY0SQeMlCQNFkQOEXjjJuNUEpTjedsSlCD6CkQ06e/',
    'YRb4kEAU3jHTHmSAhZEBcqcLf0mF0d9RfCbuSJADO4cltVU7LOJxgz8a2ta2NmR7ZK0i9BqsqyPuqFFXmwWvXS+HIBN3ymZ4+7dC',
    'tJHlnR7IAWxwosgqID4COVBji0aA1zl9bHGava/sFXYCpd8ojo5K+yW4tVVa7fpjc9Mc2gqsbjLDUlUtVQr9o7q0ttvbXiuV84G2',
    'eTyu73S58VpWLXZlquZ7YDL5N5WOWZmgEwAA',
  ].join(''),
  'base64',
)
