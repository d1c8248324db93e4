import type { inspect as en } from '../en/inspect';
import type { Like } from '../like';

export const inspect: Like<typeof en> = {
  mode: 'vCPU 状态',
  guest: '在虚拟机中（非根模式）',
  root: '在虚拟机监控程序中（根模式）',
  preempted: '就绪，未在运行',
  polling: '已停机，KVM 正在轮询',
  blocked: '已停机，线程休眠',
  driver: '驱动程序',
  'queue-pairs': '队列对',
  'frames-waiting': '等待中的帧',
  'waiting-to-send': '等待发送',
  'lock-holder': '大锁 (BQL) 持有者',
  'lock-waiters': '等待大锁的线程',
  free: '无',
  vcpu: 'vCPU 线程',
  'main-loop': '主循环',
  source: '源',
  destination: '目的',
  created: '产生时刻',
  outside: '对端主机',
  broadcast: '所有主机（广播）',
  'not-known': '未知',
};
