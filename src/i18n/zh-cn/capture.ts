import type { capture as en } from '../en/capture';
import { formatCount } from '../format';
import type { Like } from '../like';
import type { CaptureProblem } from '../problem';

function place({ offset, record }: CaptureProblem): string {
  const where = `第 ${formatCount(offset)} 字节`;
  return record === 0 ? `（${where}）` : `（第 ${formatCount(record)} 条记录，${where}）`;
}

function sentence(problem: CaptureProblem): string {
  const { code, found, count } = problem;
  const allowed = problem.allowed.replaceAll(', ', '、');
  const at = place(problem);
  const frames = `${formatCount(count)} 帧`;
  switch (code) {
    case 'empty':
      return `文件为空；允许：${allowed}。`;
    case 'too-large':
      return `文件大小为 ${found}，最多读取 ${allowed}。`;
    case 'not-a-capture':
      return `不是抓包文件：开头为 ${found}；允许：${allowed}。`;
    case 'compressed':
      return `文件经过压缩（${found}），请先解压。`;
    case 'variant':
      return `不支持 pcap 变体 ${found}；允许：${allowed}。`;
    case 'version':
      return `不支持格式版本 ${found}；允许：${allowed}${at}。`;
    case 'header-cut-short':
      return `文件头不完整：应有 ${allowed}，只有 ${found}。`;
    case 'bad-section':
      return `段头（Section Header）已损坏：为 ${found}，应为 ${allowed}${at}。`;
    case 'link-type':
      return `链路类型 ${found} 无法回放；允许：${allowed}${at}。`;
    case 'no-frames':
      return problem.because === undefined
        ? '文件中没有帧。'
        : `文件中没有可回放的帧。${sentence(problem.because)}`;
    case 'cut-short':
      return `文件不完整：需要 ${allowed}，只剩 ${found}${at}。采用此前的帧。`;
    case 'bad-record':
      return `捕获长度 ${found} 不可能成立，最大为 ${allowed}${at}。采用此前的帧。`;
    case 'bad-block':
      return `数据块已损坏：为 ${found}，应为 ${allowed}${at}。采用此前的帧。`;
    case 'other-link-type':
      return `略去链路类型为 ${found} 的 ${frames}，首帧${at}。`;
    case 'unknown-interface':
      return `略去 ${frames}，其接口 ${found} 未在文件中描述，已知接口：${allowed}，首帧${at}。`;
    case 'too-many-frames':
      return `文件超过 ${formatCount(Number(allowed))} 帧，只采用前 ${formatCount(Number(allowed))} 帧。`;
    case 'times-go-back':
      return `时间倒退 ${formatCount(count)} 次，首次倒退 ${found.replace('-', '')}${at}，此类间隔按零处理。`;
    case 'no-times':
      return `${frames}没有时间戳，首帧${at}：与前一帧同时发送。`;
    case 'too-late':
      return `略去距首帧超过 ${allowed} 的 ${frames}，其中第一帧在 ${found}${at}。`;
    case 'padded':
      return `${frames}短于 ${allowed}，已填充，其中第一帧为 ${found}${at}。`;
    case 'too-long':
      return `略去长于 ${allowed} 的 ${frames}，其中第一帧为 ${found}${at}。这类帧由分段卸载（TSO/GSO/GRO）产生。`;
    case 'bytes-not-kept':
      return `帧的总量超过 ${allowed}：只回放地址、长度和时间，帧内的字节不保留。`;
    case 'no-addresses':
      return `略去 ${frames}，其捕获内容不足以太网头的 ${allowed}，首帧${at}。`;
  }
}

export const capture: Like<typeof en> = { problem: sentence };
