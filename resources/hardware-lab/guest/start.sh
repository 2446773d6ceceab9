# Second program of the guest, inside this computer's files: loads the virtual hardware, starts udev, runs the checks.
. /run/lab/lab.env
bb=/run/lab/busybox
export PATH=/run/lab/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/tmp
$bb stty -F /dev/ttyS1 raw -echo 2>/dev/null
tell() { echo "{\"kind\":\"note\",\"text\":\"$1\"}" > /dev/ttyS1; }
uptime_seconds() { $bb cut -d' ' -f1 /proc/uptime; }

$bb mkdir -p /run/lab/bin /run/udev/rules.d /run/lab/config
while read -r file options; do
  $bb insmod "$LAB_MODULES/$file" $options || tell "module $file could not be loaded"
done < "$LAB_MODULES/order"
$bb mount -t configfs config /sys/kernel/config
$bb ifconfig lo up

# The rules of the system, then ours, on top of a read-only root: udev reads /run too.
for rules in "$LAB_TREE"/lib/udev/rules.d "$LAB_TREE"/usr/lib/udev/rules.d; do
  for name in 50-udev-default.rules 60-persistent-hidraw.rules 60-serial.rules 60-persistent-v4l.rules 71-seat.rules; do
    [ -f "$rules/$name" ] && $bb cp "$rules/$name" /run/udev/rules.d/
  done
done
$bb cp "$LAB_REPOSITORY"/resources/udev/*.rules /run/udev/rules.d/ 2>/dev/null
for place in "$LAB_TREE/bin/udevadm" "$LAB_TREE/usr/bin/udevadm"; do
  [ -x "$place" ] && udevadm="$place"
done
# A wrapper, so that the libraries beside it are found by udevadm alone and not by Node.
echo "#!/run/lab/busybox sh
LD_LIBRARY_PATH=\"$LAB_LIBRARIES\" exec \"$udevadm\" \"\$@\"" > /run/lab/bin/udevadm
echo "#!/run/lab/busybox sh
LD_LIBRARY_PATH=\"$LAB_LIBRARIES\" exec -a systemd-udevd \"$udevadm\" \"\$@\"" > /run/lab/bin/udevd
$bb chmod +x /run/lab/bin/*
udevd --daemon

tell "system up after $(uptime_seconds) s"
cd "$LAB_REPOSITORY"
NODE_COMPILE_CACHE=/tmp/compile-cache UV_THREADPOOL_SIZE=32 \
  "$LAB_REPOSITORY/node_modules/node/bin/node" resources/hardware-lab/guest/main.ts
echo "laboratory ended with $?"
