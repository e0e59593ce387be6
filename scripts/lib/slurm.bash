# shellcheck shell=bash
# Sourced by scripts/cluster-test: a Slurm of its own on loopback, in a folder that holds all its files. Several nodes on
# one host; a node that is ended and a task that is preempted are found out within seconds.

# Debian keeps daemons where an ordinary path does not lead.
PATH=$PATH:/usr/sbin:/sbin
slurm_needs="slurmctld slurmd sbatch munged jq"

# Why no Slurm can be started here; nothing where it can.
slurm_obstacle() {
  local tool
  for tool in $slurm_needs; do
    has "$tool" || { say "$tool is not installed"; return 0; }
  done
  [ "$(id -u)" -eq 0 ] || { say "a Slurm of its own needs root"; return 0; }
  # What slurmd does not start without.
  [ -n "$(ls -A /sys/fs/cgroup 2>/dev/null)" ] || say "nothing is mounted on /sys/fs/cgroup"
}

# slurm_up DIR NODES CPUS: returns once all nodes are idle.
slurm_up() {
  local node
  slurm_dir=$1 slurm_nodes=$2
  export SLURM_CONF=$slurm_dir/slurm.conf
  mkdir -p "$slurm_dir"/{ctld,log,munge}
  chmod 755 "$slurm_dir" "$slurm_dir/munge"
  dd if=/dev/urandom of="$slurm_dir/munge/key" bs=1 count=1024 status=none
  chmod 600 "$slurm_dir/munge/key"
  slurm_conf "$3" $((20000 + RANDOM % 12000)) >"$SLURM_CONF"
  munged --key-file="$slurm_dir/munge/key" --socket="$slurm_dir/munge/socket" --pid-file="$slurm_dir/munge/pid" \
    --log-file="$slurm_dir/munge/log" --seed-file="$slurm_dir/munge/seed" --force 2>"$slurm_dir/munge/err"
  slurmctld -f "$SLURM_CONF" || stop "slurmctld does not start" "read $slurm_dir/log"
  for node in $(seq "$slurm_nodes"); do
    mkdir -p "$slurm_dir/n$node"
    slurmd -f "$SLURM_CONF" -N "n$node" || stop "slurmd does not start" "read $slurm_dir/log"
  done
  for _ in $(seq 100); do
    [ "$(sinfo -h -N -t idle -p low 2>/dev/null | wc -l)" -ne "$slurm_nodes" ] || return 0
    sleep 0.1
  done
  stop "Slurm does not come up" "read $slurm_dir/log"
}

# slurm_conf CPUS PORT: what is not usual is there to have an end of a node, a task or a credential noticed at once.
slurm_conf() {
  local host
  host=$(hostname -s)
  cat <<CONF
ClusterName=herbxtest
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$2
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm_dir/munge/socket,cred_expire=5
StateSaveLocation=$slurm_dir/ctld
SlurmdSpoolDir=$slurm_dir/%n
SlurmctldPidFile=$slurm_dir/ctld.pid
SlurmdPidFile=$slurm_dir/%n.pid
SlurmctldLogFile=$slurm_dir/log/ctld.log
SlurmdLogFile=$slurm_dir/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=2,batch_sched_delay=0
ReturnToService=2
SlurmdTimeout=10
KillWait=5
MinJobAge=3600
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmdParameters=config_overrides
NodeName=n[1-$slurm_nodes] NodeHostname=$host NodeAddr=127.0.0.1 Port=[$(($2 + 1))-$(($2 + slurm_nodes))] CPUs=$1 RealMemory=4000
PartitionName=low Nodes=ALL Default=YES PriorityTier=1 PreemptMode=REQUEUE GraceTime=3 MaxTime=60 State=UP
PartitionName=high Nodes=ALL PriorityTier=10 PreemptMode=OFF MaxTime=60 State=UP
CONF
}

# The jobs first, so that nothing of them is left.
slurm_down() {
  local file pid pids=()
  [ -n "${slurm_dir:-}" ] || return 0
  scancel --user=root 2>/dev/null || true
  for _ in $(seq 50); do
    [ -n "$(squeue -h 2>/dev/null)" ] || break
    sleep 0.2
  done
  for file in "$slurm_dir"/n*.pid "$slurm_dir/ctld.pid" "$slurm_dir/munge/pid"; do
    [ -f "$file" ] || continue
    pid=$(cat "$file")
    pids+=("$pid")
    kill "$pid" 2>/dev/null || true
  done
  # They write into their folders until they end.
  for pid in ${pids[@]+"${pids[@]}"}; do
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  done
}

# node_off NODE: what a power cut does to the node: its daemon and all that it started are gone at once.
node_off() {
  local environ pids=() pid
  for environ in /proc/[0-9]*/environ; do
    pid=${environ#/proc/} pid=${pid%/environ}
    { tr '\0' '\n' <"$environ"; } 2>/dev/null | grep -qxF "SLURMD_NODENAME=$1" || continue
    { tr '\0' '\n' <"$environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF" || continue
    pids+=("$pid")
  done
  while IFS= read -r pid; do pids+=("$pid"); done < <(stepd_pids "$1")
  kill -KILL "$(cat "$slurm_dir/$1.pid")" ${pids[@]+"${pids[@]}"} 2>/dev/null || true
}

# stepd_pids NODE: the processes that look after the node's tasks.
stepd_pids() {
  local job
  for job in $(squeue -h -w "$1" -o %A); do
    ps -eo pid=,args= | awk -v name="slurmstepd: [$job.batch]" 'index($0, name) { print $1 }'
  done
}

node_on() { slurmd -f "$SLURM_CONF" -N "$1"; }
