import type { PictureState } from '#shared/contract/picture.ts'
import { erasedSentence } from '#shared/domain/erasure.ts'
import type { RefusalCode } from '../desk-client.ts'
import type { CameraFault } from './camera.ts'

type Code = RefusalCode<'picture.keep'> | RefusalCode<'picture.show'> | RefusalCode<'picture.drop'>

const sentences: Readonly<Record<Code, string>> = {
  'picture-unreadable': '这不是能看的照片，没有留下。请按空格重拍，或按 O 换一个文件。',
  'picture-too-large': '这张照片太大，没有留下。请按空格重拍。',
  'case-erased': erasedSentence,
  'disk-full': '硬盘满了，照片没有留下。请联系运维腾出空间，别的工作不受影响。',
  'picture-unknown': '这台工作台没有这张照片，可能是别的工作台拍的。',
  'picture-missing': '照片的文件不见了，没法显示。请重拍一张，并告诉负责人。',
  'picture-damaged': '照片的文件坏了，没有显示。请重拍一张，并告诉负责人。',
  'picture-cleared': '照片已送到市级，本机按保管期限清除了。',
  'picture-named': '这张照片已经记进办件，不能删。',
  'case-of-another': '这件事不是您经手的，看照片请找经办人或负责人。',
  'too-many-pictures': '一小时内看的照片太多了，请过一会儿再看，急用请找负责人。',
}

export function pictureRefusal({ code }: { readonly code: Code }): string {
  return sentences[code]
}

export const cameraWords: Readonly<Record<CameraFault, string>> = {
  'camera-missing': '没找到高拍仪。接好后按 R 再找一次，或按 O 选照片文件。',
  'camera-denied': '没有允许使用高拍仪。请在浏览器提示里选“允许”后按 R，或按 O 选照片文件。',
  'camera-busy': '高拍仪被别的程序占用。请关闭那个程序后按 R，或按 O 选照片文件。',
}

export const pictureStateWords: Readonly<Record<PictureState, string>> = {
  LOCAL: '本机',
  SENT: '已发送',
  CONFIRMED: '市级已确认',
  REFUSED: '市级没收',
  MISSING: '文件不见了',
  DAMAGED: '文件坏了',
  CLEARED: '本机已清除',
}

/** 243 KB, 1.3 MB. */
export function sizeWord(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`
}
