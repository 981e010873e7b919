// Says what docker compose makes of projects: one JSON object a line in, one a line out.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/sirupsen/logrus"
)

type request struct {
	Files map[string]string `json:"files"`
	// The files given with -f; empty for what compose finds by itself.
	Given []string `json:"given"`
}

type mount struct {
	Source   string `json:"source"`
	Target   string `json:"target"`
	ReadOnly bool   `json:"readOnly"`
}

type grant struct {
	Target  string `json:"target"`
	File    string `json:"file,omitempty"`
	Content string `json:"content,omitempty"`
}

type service struct {
	Image       string             `json:"image"`
	Context     string             `json:"context"`
	Dockerfile  string             `json:"dockerfile"`
	Command     []string           `json:"command"`
	Entrypoint  []string           `json:"entrypoint"`
	Environment map[string]*string `json:"environment"`
	Ports       []string           `json:"ports"`
	Mounts      []mount            `json:"mounts"`
	Grants      []grant            `json:"grants"`
	User        string             `json:"user"`
}

func main() {
	logrus.SetOutput(io.Discard)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var asked request
			if e := json.Unmarshal(line, &asked); e != nil {
				panic(e)
			}
			services, refusal := answer(asked)
			if refusal != nil {
				out.Encode(map[string]any{"refused": refusal.Error()})
			} else {
				out.Encode(map[string]any{"services": services})
			}
		}
		if err != nil {
			return
		}
	}
}

func answer(asked request) (map[string]service, error) {
	folder, err := os.MkdirTemp("", "flinklint-compose-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	for name, text := range asked.Files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	if err := os.Chdir(folder); err != nil {
		return nil, err
	}
	given := []string{}
	for _, name := range asked.Given {
		given = append(given, filepath.Join(folder, name))
	}
	// As the command itself does it, but for the variables of the machine.
	options, err := cli.NewProjectOptions(given, where(folder, given), cli.WithEnvFiles(), cli.WithDotEnv,
		cli.WithConfigFileEnv, cli.WithDefaultConfigPath, cli.WithName("flinklint"))
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	project, err = project.WithServicesEnvironmentResolved(true)
	if err != nil {
		return nil, err
	}
	services := map[string]service{}
	for name, one := range project.Services {
		services[name] = shown(one, project, folder)
	}
	return services, nil
}

// The folder of the first file that is given; else the one that compose is started in.
func where(folder string, given []string) cli.ProjectOptionsFn {
	if len(given) > 0 {
		return func(*cli.ProjectOptions) error { return nil }
	}
	return cli.WithWorkingDirectory(folder)
}

func shown(one types.ServiceConfig, project *types.Project, folder string) service {
	inside := func(path string) string {
		if relative, err := filepath.Rel(folder, path); err == nil && filepath.IsAbs(path) && relative[0] != '.' {
			return relative
		} else if path == folder {
			return "."
		}
		return path
	}
	made := service{Image: one.Image, Command: one.Command, Entrypoint: one.Entrypoint, Environment: one.Environment, User: one.User}
	if one.Build != nil {
		made.Context, made.Dockerfile = inside(one.Build.Context), one.Build.Dockerfile
	}
	for _, port := range one.Ports {
		made.Ports = append(made.Ports, port.HostIP+"|"+port.Published+"|"+jsonOf(port.Target))
	}
	for _, volume := range one.Volumes {
		source := ""
		if volume.Type == types.VolumeTypeBind {
			source = inside(volume.Source)
		}
		made.Mounts = append(made.Mounts, mount{source, volume.Target, volume.ReadOnly})
	}
	for _, config := range one.Configs {
		defined := project.Configs[config.Source]
		target := config.Target
		if target == "" {
			target = "/" + config.Source
		}
		made.Grants = append(made.Grants, grant{target, inside(defined.File), defined.Content})
	}
	for _, secret := range one.Secrets {
		defined := project.Secrets[secret.Source]
		target := secret.Target
		if target == "" {
			target = secret.Source
		}
		if !filepath.IsAbs(target) {
			target = "/run/secrets/" + target
		}
		made.Grants = append(made.Grants, grant{target, inside(defined.File), defined.Content})
	}
	return made
}

func jsonOf(value any) string {
	text, _ := json.Marshal(value)
	return string(text)
}
